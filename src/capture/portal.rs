//! The camera of a sandboxed Mien: the desktop asks the user, and hands out a stream and not a device.
//!
//! The portal `org.freedesktop.portal.Camera` gives a connection to PipeWire, on which there are cameras and nothing else.
//! `gst-launch-1.0`, which is in every Flatpak runtime, reads it and sends plain pictures through a pipe, as ffmpeg does for
//! videos: no library of either is linked, and a camera that hangs is a process that can be ended.

use std::borrow::Cow;
use std::collections::HashMap;
use std::env;
use std::ffi::OsString;
use std::io;
use std::process::Stdio;
use std::time::Duration;

use futures_util::StreamExt;
use nokhwa::utils::ApiBackend;
use zbus::zvariant::{OwnedVariant, Variant};
use zbus::{Connection, MatchRule, Message, MessageStream, OwnedFd, OwnedObjectPath, message};

use super::CaptureProblem;
use super::backend::{Pictures, Ready};
use super::driver::{Description, Opened};
use super::encoding::Encoding;
use super::mode::{Mode, Rate, Wanted};
use super::program::{Program, Stop};
use crate::settings::CameraSize;

const SERVICE: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const CAMERA: &str = "org.freedesktop.portal.Camera";
/// How long one attempt waits for the user's answer: the camera must be let go soon when that is asked. The next attempt goes
/// on waiting for the same answer.
const ANSWER: Duration = Duration::from_millis(500);
/// How long the portal may take for anything else.
const REPLY: Duration = Duration::from_secs(4);
/// What is told when it takes longer.
const SILENT: &str = "the desktop gave no answer";
/// How long one look for a picture takes at most.
const LOOK: Duration = Duration::from_millis(200);
/// Which camera it is the desktop keeps to itself.
const NAME: &str = "Camera";
/// Pictures come at this rate.
const RATE: Rate = Rate { frames: 30, seconds: 1 };

/// Whether cameras are reached through the portal: inside a Flatpak, which has no devices.
pub(super) fn is_needed() -> bool {
    env::var_os("FLATPAK_ID").is_some_and(|id| !id.is_empty())
}

/// The one camera there is, or none.
pub(super) fn indices() -> Vec<u32> {
    let present = on_the_bus(async |bus| {
        let name = (CAMERA, "IsCameraPresent");
        let properties = "org.freedesktop.DBus.Properties";
        let reply = bus.call_method(Some(SERVICE), PATH, Some(properties), "Get", &name).await?;
        reply.body().deserialize::<OwnedVariant>()
    });
    match present.as_deref() {
        Ok(Variant::Bool(true)) => vec![0],
        Ok(_) => Vec::new(),
        Err(problem) => {
            log::info!("no camera through the portal: {problem}");
            Vec::new()
        }
    }
}

/// What can be said without asking the user.
pub(super) fn describe(index: u32) -> Description {
    let (width, height) = CameraSize::default().pixels();
    let mode = Mode { encoding: Encoding::Rgb, width, height, rates: vec![RATE] };
    let modes = if index == 0 { vec![mode] } else { Vec::new() };
    Description { name: NAME.to_owned(), modes, problem: None }
}

/// Asks for the camera. While the user thinks about it, this fails with [`CaptureProblem::Asked`].
pub(super) fn open(index: u32, wanted: Wanted, asking: &mut Asking) -> Result<Opened, CaptureProblem> {
    if index != 0 {
        return Err(CaptureProblem::NoCamera);
    }
    asking.allowed()?;
    let (width, height) = wanted.size;
    // A camera that only sends JPEG fails at first.
    let packed = wanted.avoid == Some(Encoding::Rgb);
    let pictures = PortalStream { size: wanted.size, packed, program: None };
    let fps = RATE.fps();
    Ok(Ready { pictures, index, name: NAME.to_owned(), encoding: Encoding::Rgb, width, height, fps }.open())
}

/// The user's answer that is waited for, from one attempt to the next.
#[derive(Default)]
pub(in crate::capture) struct Asking(Option<Question>);

struct Question {
    /// The portal forgets the question when who asked it hangs up.
    _bus: Connection,
    answers: MessageStream,
}

/// The camera as a stream of PipeWire.
struct PortalStream {
    size: (u32, u32),
    /// It sends JPEG.
    packed: bool,
    program: Option<Program>,
}

impl Pictures for PortalStream {
    const API: ApiBackend = ApiBackend::GStreamer;

    fn start(&mut self) -> io::Result<()> {
        let remote = on_the_bus(async |bus| {
            let none = (HashMap::<&str, Variant<'_>>::new(),);
            let reply =
                bus.call_method(Some(SERVICE), PATH, Some(CAMERA), "OpenPipeWireRemote", &none).await?;
            reply.body().deserialize::<OwnedFd>()
        });
        let remote = std::os::fd::OwnedFd::from(remote.map_err(io::Error::other)?);
        let (width, height) = self.size;
        let pictures = format!("video/x-raw,format=RGB,width={width},height={height},pixel-aspect-ratio=1/1");
        // Standard input is the connection. Pictures of another shape get black bars.
        let source = ["-q", "pipewiresrc", "fd=0", "!"];
        let unpacked: &[&str] = if self.packed { &["image/jpeg", "!", "jpegdec", "!"] } else { &[] };
        let end = ["videoconvert", "!", "videoscale", "!", &pictures, "!", "fdsink", "fd=1", "sync=false"];
        let arguments: Vec<OsString> =
            source.iter().chain(unpacked).chain(&end).map(OsString::from).collect();
        let bytes = width as usize * height as usize * 3;
        let program = Program::start("gst-launch-1.0", &arguments, Stdio::from(remote), bytes);
        self.program = Some(program.map_err(|error| {
            let missing = error.kind() == io::ErrorKind::NotFound;
            if missing { io::Error::other("gst-launch-1.0, which reads it, is missing") } else { error }
        })?);
        Ok(())
    }

    fn stop(&mut self) {
        self.program = None;
    }

    fn streams(&self) -> bool {
        self.program.is_some()
    }

    fn look(&mut self) -> io::Result<Option<Cow<'_, [u8]>>> {
        let Some(program) = &mut self.program else { return Err(io::Error::other("not streaming")) };
        match program.next(LOOK) {
            Ok(bytes) if bytes.len() == self.size.0 as usize * self.size.1 as usize * 3 => {
                Ok(Some(bytes.into()))
            }
            Err(Stop::TimedOut) => Ok(None),
            // The stream of a camera that is gone just ends.
            Ok(_) | Err(Stop::Done) => Err(io::Error::other("disconnected")),
            Err(Stop::Failed(words)) => {
                Err(io::Error::other(words.lines().next().unwrap_or_default().to_owned()))
            }
        }
    }
}

impl Asking {
    /// Waits a while for the user's permission, asking for it first where that has not been done.
    fn allowed(&mut self) -> Result<(), CaptureProblem> {
        let answer = here(async {
            let asked = match &mut self.0 {
                Some(asked) => asked,
                none => none.insert(bounded(ask()).await?),
            };
            Ok(tokio::time::timeout(ANSWER, asked.answers.next()).await)
        });
        if let Ok(Err(_still_thinking)) = answer {
            return Err(CaptureProblem::Asked);
        }
        self.0 = None;
        match answer.map_err(CaptureProblem::Other)? {
            Ok(Some(Ok(answer))) if response(&answer) == Some(0) => Ok(()),
            Ok(Some(Ok(answer))) if response(&answer) == Some(1) => Err(CaptureProblem::NoPermission),
            Ok(_) | Err(_) => Err(CaptureProblem::Other(SILENT.to_owned())),
        }
    }
}

/// Asks the desktop for the camera, and listens for the answer, which it may give before it has returned from the call.
async fn ask() -> zbus::Result<Question> {
    let bus = Connection::session().await?;
    let rule = MatchRule::builder()
        .msg_type(message::Type::Signal)
        .interface("org.freedesktop.portal.Request")
        .member("Response")
        .build()?;
    let answers = MessageStream::for_match_rule(rule, &bus, None).await?;
    let options = (HashMap::from([("handle_token", Variant::from("mien"))]),);
    let reply = bus.call_method(Some(SERVICE), PATH, Some(CAMERA), "AccessCamera", &options).await?;
    let request: OwnedObjectPath = reply.body().deserialize()?;
    log::info!("the desktop was asked for the camera: {request}");
    Ok(Question { _bus: bus, answers })
}

/// What the user said: 0 yes, 1 no.
fn response(answer: &Message) -> Option<u32> {
    let body = answer.body();
    let (response, _details) = body.deserialize::<(u32, HashMap<String, OwnedVariant>)>().ok()?;
    Some(response)
}

/// Does something on the session bus.
fn on_the_bus<T>(work: impl AsyncFnOnce(Connection) -> zbus::Result<T>) -> Result<T, String> {
    here(bounded(async { work(Connection::session().await?).await }))
}

/// Waits for an answer of the portal, not for ever.
async fn bounded<T>(answer: impl Future<Output = zbus::Result<T>>) -> zbus::Result<T> {
    match tokio::time::timeout(REPLY, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(zbus::Error::Failure(SILENT.to_owned())),
    }
}

/// Runs `work` on this thread.
fn here<T>(work: impl Future<Output = zbus::Result<T>>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.map_err(|error| error.to_string())?.block_on(work).map_err(|error| error.to_string())
}
