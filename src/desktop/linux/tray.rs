//! The tray icon, where the user wants one and the desktop has a tray: transport, mood and quit in its menu.

use ksni::menu::{CheckmarkItem, MenuItem, RadioGroup, RadioItem, StandardItem, SubMenu};
use ksni::{Handle, Icon, ToolTip, Tray, TrayMethods};

use crate::desktop::Face;
use crate::emotion::Emotion;
use crate::engine::{self, Command, Commander, Playback, Snapshot};
use crate::language::t;
use crate::mood::{Mode, Pin};

/// The icon for trays that know no icon themes, 32 by 32.
const PICTURE: &[u8] = include_bytes!("../../../assets/icon/mien-32.png");

/// The icon, shown or not.
pub struct TrayIcon {
    engine: Commander,
    face: Face,
    icon: Option<Handle<Menu>>,
    /// There is no tray; asked again when the user switches it on again.
    refused: bool,
}

impl TrayIcon {
    /// Shows nothing yet.
    pub const fn new(engine: Commander, face: Face) -> Self {
        Self { engine, face, icon: None, refused: false }
    }

    /// Shows the icon if it is wanted, and what its menu has to say.
    pub async fn follow(&mut self, snapshot: &Snapshot) {
        let wanted = snapshot.settings.tray;
        if !wanted {
            self.hide().await;
            self.refused = false;
            return;
        }
        let content = Content::of(snapshot);
        if let Some(icon) = &self.icon {
            let is_new = icon.update(|menu| menu.content != content).await;
            if is_new == Some(true) {
                icon.update(|menu| menu.content = content).await;
            }
        } else if !self.refused {
            match (Menu { engine: self.engine.clone(), face: self.face, content }).spawn().await {
                Ok(icon) => self.icon = Some(icon),
                Err(error) => {
                    self.refused = true;
                    log::info!("no tray here: {error}");
                }
            }
        }
        let tray = if self.icon.is_some() { engine::TrayIcon::Shown } else { engine::TrayIcon::Missing };
        if snapshot.desktop.tray != tray {
            self.engine.send(Command::TrayChanged(tray));
        }
    }

    /// Takes the icon away.
    pub async fn hide(&mut self) {
        if let Some(icon) = self.icon.take() {
            icon.shutdown().await;
            self.engine.send(Command::TrayChanged(engine::TrayIcon::Missing));
        }
    }
}

/// What the menu shows.
#[derive(Clone, Debug, PartialEq)]
struct Content {
    title: Option<String>,
    plays: bool,
    pinned: Option<Pin>,
    lifts: bool,
}

impl Content {
    fn of(snapshot: &Snapshot) -> Self {
        let music = &snapshot.music;
        let name = |track: &crate::library::Track| match &track.tags.artist {
            Some(artist) => format!("{} – {artist}", track.tags.title),
            None => track.tags.title.clone(),
        };
        Self {
            title: music.playback.now().map(|now| name(&now.track)),
            plays: matches!(music.playback, Playback::Playing(_)),
            pinned: snapshot.steering.pinned,
            lifts: snapshot.steering.mode == Mode::Lift,
        }
    }
}

struct Menu {
    engine: Commander,
    face: Face,
    content: Content,
}

impl Menu {
    fn item(label: &str, icon: &str, command: Command) -> MenuItem<Self> {
        StandardItem {
            label: label.to_owned(),
            icon_name: icon.to_owned(),
            activate: Box::new(move |menu: &mut Self| menu.engine.send(command.clone())),
            ..StandardItem::default()
        }
        .into()
    }

    /// The moods to hold: the first lets the camera lead.
    fn moods(&self) -> MenuItem<Self> {
        let pins: Vec<Option<Emotion>> = std::iter::once(None).chain(Emotion::ALL.map(Some)).collect();
        let label = |pin: &Option<Emotion>| {
            pin.map_or_else(|| t!("tray-camera").to_owned(), |mood| mood.menu_name().to_owned())
        };
        let options = pins.iter().map(|pin| RadioItem { label: label(pin), ..RadioItem::default() });
        let held = pins.iter().position(|pin| pin.map(Pin::from) == self.content.pinned);
        let group = RadioGroup {
            // A place of its own on the plane is none of these.
            selected: held.unwrap_or(pins.len()),
            options: options.collect(),
            select: Box::new(move |menu: &mut Self, chosen| {
                menu.engine.send(Command::Pin(pins.get(chosen).copied().flatten().map(Pin::from)));
            }),
        };
        SubMenu { label: t!("tray-mood").to_owned(), submenu: vec![group.into()], ..SubMenu::default() }
            .into()
    }
}

impl Tray for Menu {
    fn id(&self) -> String {
        crate::APP_ID.to_owned()
    }

    fn title(&self) -> String {
        "Mien".to_owned()
    }

    fn icon_name(&self) -> String {
        format!("{}-symbolic", crate::APP_ID)
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        let picture = match image::load_from_memory(PICTURE) {
            Ok(picture) => picture.into_rgba8(),
            Err(error) => {
                log::warn!("the tray's icon cannot be read: {error}");
                return Vec::new();
            }
        };
        let argb = picture.pixels().flat_map(|pixel| {
            let [r, g, b, a] = pixel.0;
            [a, r, g, b]
        });
        vec![Icon {
            width: picture.width().cast_signed(),
            height: picture.height().cast_signed(),
            data: argb.collect(),
        }]
    }

    fn tool_tip(&self) -> ToolTip {
        let title = self.content.title.clone().unwrap_or_else(|| "Mien".to_owned());
        ToolTip { title, ..ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        self.engine.send(Command::ShowWindow);
    }

    fn secondary_activate(&mut self, _x: i32, _y: i32) {
        self.engine.send(Command::TogglePlay);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let (label, icon) = if self.content.plays {
            (t!("pause"), "media-playback-pause")
        } else {
            (t!("play"), "media-playback-start")
        };
        let lift = CheckmarkItem {
            label: t!("mood-lift").to_owned(),
            checked: self.content.lifts,
            activate: Box::new(|menu: &mut Self| {
                let mode = if menu.content.lifts { Mode::Match } else { Mode::Lift };
                menu.engine.send(Command::SetMode(mode));
            }),
            ..CheckmarkItem::default()
        };
        let title = self.content.title.clone().unwrap_or_else(|| t!("nothing-playing").to_owned());
        let mut menu = vec![
            // Underscores mark access keys in menus.
            StandardItem { label: title.replace('_', "__"), enabled: false, ..StandardItem::default() }
                .into(),
            MenuItem::Separator,
            Self::item(label, icon, Command::TogglePlay),
            Self::item(t!("tray-next"), "media-skip-forward", Command::Next),
            Self::item(t!("tray-previous"), "media-skip-backward", Command::Previous),
            MenuItem::Separator,
            self.moods(),
            lift.into(),
            MenuItem::Separator,
        ];
        if self.face == Face::Window {
            menu.push(Self::item(t!("tray-show"), "", Command::ShowWindow));
        }
        menu.push(Self::item(t!("tray-quit"), "application-exit", Command::Quit));
        menu
    }
}
