//! The server: its socket, its thread, its limits.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::Receiver;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};

use super::access::Reach;
use super::live;
use super::pairing::Pairing;
use super::places::{Places, Talk};
use super::pool::Pool;
use super::routes::routes;
use super::shelf::Shelf;
use super::stall::Watched;
use super::token::{Token, TokenError};
use super::{Api, Parts, emotions, events};
use crate::engine::{Commander, Event};
use crate::paths::Paths;
use crate::settings::Settings;
use crate::vision::Report;

/// Connections at once. More get the places of those that are silent.
const CONNECTIONS: usize = 256;
/// How long the head of a request may take, and a connection may be silent between two.
const HEAD: Duration = Duration::from_secs(10);
/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 << 10;
const HEADERS: usize = 64;
/// How long a client may go on sending after the last answer.
const FAREWELL: Duration = Duration::from_secs(2);

/// What a server is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where Mien's files are.
    pub paths: Paths,
    /// The port; 0 takes one that is free.
    pub port: u16,
    /// An address or name to listen on, for other machines; `None`: this machine only.
    pub host: Option<String>,
    /// The file with the token; `None`: the one in the data folder.
    pub token_file: Option<PathBuf>,
    /// Threads that look at pictures.
    pub workers: usize,
}

impl Config {
    /// A server for this machine, with a thread for each processor up to four.
    pub fn new(paths: Paths, port: u16) -> Self {
        let workers = std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4);
        Self { paths, port, host: None, token_file: None, workers }
    }
}

/// The ways to the engine.
pub struct Link {
    /// Commands to it.
    pub commands: Commander,
    /// Events from it.
    pub events: Receiver<Event>,
    /// What it sees.
    pub reports: Receiver<Arc<Report>>,
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it, and no token was chosen.
    #[error("to listen for other machines, name a token file as well: --host {0} --token-file FILE")]
    TokenWanted(String),
    /// The token cannot be had.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The name leads nowhere.
    #[error("{host} is no address of this machine: {source}")]
    Host {
        /// What the user gave.
        host: String,
        /// What the system said.
        source: io::Error,
    },
    /// Somebody else listens there.
    #[error("port {port} cannot be used: {source}; choose another one")]
    Port {
        /// The port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The system gives no thread or no timer.
    #[error("the system gives Mien no more threads: {0}")]
    NoThread(#[from] io::Error),
}

/// A running server. Dropping it ends it.
pub struct Server {
    token_file: PathBuf,
    api: Api,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Opens the socket and starts serving. Returns once clients can connect.
    ///
    /// # Errors
    /// [`ServeError`] when the token, the address or threads cannot be had.
    pub fn start(config: Config, link: Link) -> Result<Self, ServeError> {
        let reach = match (&config.host, &config.token_file) {
            (None, _) => Reach::Machine,
            (Some(host), None) => return Err(ServeError::TokenWanted(host.clone())),
            (Some(host), Some(_)) => Reach::Network(host.clone()),
        };
        let token_file = config.token_file.unwrap_or_else(|| config.paths.api_token());
        let token = Token::of_file(&token_file)?;
        let (settings, _told_by_the_app) = Settings::load(&config.paths.settings());
        let listener = bind(config.host.as_deref(), config.port)?;
        let address = listener.local_addr()?;
        let url = url_of(address);
        let api = Api(Arc::new(Parts {
            reach,
            token,
            url,
            pairing: Pairing::new(Token::random()?),
            pool: Pool::start(config.workers, &settings)?,
            room: Semaphore::new(emotions::BUDGET_MIB),
            shelf: Shelf::start(config.paths)?,
            live: live::listen(link.events, link.reports)?,
            seats: Arc::new(Semaphore::new(events::LISTENERS)),
            commands: link.commands,
        }));
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .thread_name("http-files")
            .max_blocking_threads(4)
            .build()?;
        let serving = api.clone();
        let thread = std::thread::Builder::new()
            .name("http".into())
            .spawn(move || runtime.block_on(run(listener, serving, stopped)))?;
        Ok(Self { token_file, api, stop: Some(stop), thread: Some(thread) }.told())
    }

    /// Tells the engine where it is.
    fn told(self) -> Self {
        self.api.tell();
        self
    }

    /// The page's address.
    pub fn url(&self) -> &str {
        &self.api.url
    }

    /// The page's address with a code that gives it the token, once.
    pub fn invitation(&self) -> String {
        self.api.invitation()
    }

    /// Where the token is.
    pub const fn token_file(&self) -> &PathBuf {
        &self.token_file
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_ended = self.stop.take().map(|stop| stop.send(()));
        if let Some(thread) = self.thread.take() {
            // A panic was told by the panic hook.
            let _panicked = thread.join();
        }
    }
}

fn url_of(address: SocketAddr) -> String {
    let ip = match address.ip() {
        // "Everywhere" is no address to visit.
        ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}/", SocketAddr::new(ip, address.port()))
}

fn bind(host: Option<&str>, port: u16) -> Result<std::net::TcpListener, ServeError> {
    let failed = |source: io::Error| match host {
        Some(host) if source.kind() != io::ErrorKind::AddrInUse => {
            ServeError::Host { host: host.to_owned(), source }
        }
        _ => ServeError::Port { port, source },
    };
    let listener = match host {
        Some(host) => std::net::TcpListener::bind((host.trim_matches(['[', ']']), port)),
        None => std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)),
    };
    let listener = listener.map_err(failed)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

async fn run(listener: std::net::TcpListener, api: Api, stopped: oneshot::Receiver<()>) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return log::error!("the local API cannot listen: {error}"),
    };
    let router = routes(api);
    let mut places = Places::new(CONNECTIONS);
    let accept = async {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let Some(seat) = places.free().await else { return };
                    let talk = places.talk();
                    let connection = serve(stream, router.clone(), talk.clone());
                    let task = tokio::spawn(async move {
                        connection.await;
                        drop(seat);
                    });
                    places.take(talk, task.abort_handle());
                }
                Err(error) => {
                    // Out of file handles, say: wait until some are closed.
                    log::warn!("a connection could not be accepted: {error}");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    };
    tokio::select! {
        () = accept => {}
        _ = stopped => {}
    }
}

async fn serve(stream: TcpStream, router: axum::Router, talk: Talk) {
    let _small_packets_wait = stream.set_nodelay(true);
    let io = TokioIo::new(Watched::new(stream));
    let router = TowerToHyperService::new(router);
    let service = service_fn(|request| {
        let (answering, answer) = (talk.begin(), router.call(request));
        async { answer.await.map(|answer| answering.with(answer)) }
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .serve_connection(io, service)
        .without_shutdown()
        .await;
    match serving {
        Ok(parts) => part_ways(parts.io.into_inner()).await,
        Err(error) => log::debug!("a connection ended: {error}"),
    }
}

/// Closes a connection so that the client gets to read the last answer: what it still sends to a socket that is closed would
/// make the system throw the answer away.
async fn part_ways(mut stream: Watched) {
    let mut unread = [0; 4096];
    let rest = async {
        stream.shutdown().await?;
        while stream.read(&mut unread).await? > 0 {}
        Ok::<_, io::Error>(())
    };
    let _gone_or_late = tokio::time::timeout(FAREWELL, rest).await;
}
