"""Services of a desktop, as far as a music player speaks to them: notifications, power management, the tray's watcher.

    services.py LOG [CAMERA]

Writes a line of JSON to LOG for each thing it is asked: {"asked": METHOD, "with": ARGUMENTS}. The first line says that
all services are there. With a folder CAMERA there is the portal to the camera, too: a camera as long as there is a file
`camera` in it, and the user's answer as soon as there is one named `answer`, which holds it (0 yes, 1 no). While there is one
named `stuck` it takes calls and returns from none.
"""

import json
import pathlib
import socket
import sys

from gi.repository import Gio, GLib

INTERFACES = """
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify">
      <arg direction="in" type="s"/><arg direction="in" type="u"/><arg direction="in" type="s"/>
      <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="as"/>
      <arg direction="in" type="a{sv}"/><arg direction="in" type="i"/><arg direction="out" type="u"/>
    </method>
    <method name="CloseNotification"><arg direction="in" type="u"/></method>
  </interface>
  <interface name="org.freedesktop.PowerManagement.Inhibit">
    <method name="Inhibit">
      <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="out" type="u"/>
    </method>
    <method name="UnInhibit"><arg direction="in" type="u"/></method>
  </interface>
  <interface name="org.kde.StatusNotifierWatcher">
    <method name="RegisterStatusNotifierItem"><arg direction="in" type="s"/></method>
    <method name="RegisterStatusNotifierHost"><arg direction="in" type="s"/></method>
    <property name="RegisteredStatusNotifierItems" type="as" access="read"/>
    <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
    <property name="ProtocolVersion" type="i" access="read"/>
  </interface>
  <interface name="org.freedesktop.portal.Camera">
    <method name="AccessCamera"><arg direction="in" type="a{sv}"/><arg direction="out" type="o"/></method>
    <method name="OpenPipeWireRemote"><arg direction="in" type="a{sv}"/><arg direction="out" type="h"/></method>
    <property name="IsCameraPresent" type="b" access="read"/>
  </interface>
</node>
"""

SERVICES = [
    ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications"),
    (
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit",
    ),
    ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher"),
]

ANSWERS = {"Notify": GLib.Variant("(u)", (7,)), "Inhibit": GLib.Variant("(u)", (42,))}

PROPERTIES = {
    "RegisteredStatusNotifierItems": GLib.Variant("as", []),
    "IsStatusNotifierHostRegistered": GLib.Variant("b", True),
    "ProtocolVersion": GLib.Variant("i", 0),
}


PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Camera")


class Camera:
    """The camera behind its portal."""

    def __init__(self, bus, folder):
        self.bus, self.folder, self.ends, self.unanswered = bus, pathlib.Path(folder), [], []

    def called(self, sender, method, arguments, call):
        if (self.folder / "stuck").exists():
            self.unanswered.append(call)
            return
        if method == "AccessCamera":
            token = arguments.unpack()[0]["handle_token"]
            request = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{token}"
            call.return_value(GLib.Variant("(o)", (request,)))
            GLib.timeout_add(50, self.answer, sender, request)
        else:
            ours, theirs = socket.socketpair()
            self.ends.append(ours)
            handles = Gio.UnixFDList.new()
            call.return_value_with_unix_fd_list(GLib.Variant("(h)", (handles.append(theirs.fileno()),)), handles)

    def answer(self, sender, request):
        said = self.folder / "answer"
        if not said.exists():
            return True
        response = GLib.Variant("(ua{sv})", (int(said.read_text()), {}))
        self.bus.emit_signal(sender, request, "org.freedesktop.portal.Request", "Response", response)
        return False


def main():
    log = open(sys.argv[1], "a", buffering=1, encoding="utf-8")

    def tell(what, arguments):
        log.write(json.dumps({"asked": what, "with": arguments}) + "\n")

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    camera = Camera(bus, sys.argv[2]) if len(sys.argv) > 2 else None

    def called(_bus, sender, _path, interface, method, arguments, call):
        tell(method, arguments.unpack())
        if interface == PORTAL[2]:
            camera.called(sender, method, arguments, call)
        else:
            call.return_value(ANSWERS.get(method))

    def read(_bus, _sender, _path, _interface, name):
        if name == "IsCameraPresent":
            return GLib.Variant("b", (camera.folder / "camera").exists())
        return PROPERTIES[name]

    node = Gio.DBusNodeInfo.new_for_xml(INTERFACES)
    for name, path, interface in [*SERVICES, *([PORTAL] if camera else [])]:
        bus.register_object(path, node.lookup_interface(interface), called, read, None)
        Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
    # The names are asked for by messages; a message behind them is answered when they are there.
    bus.call_sync(
        "org.freedesktop.DBus", "/", "org.freedesktop.DBus.Peer", "Ping", None, None, Gio.DBusCallFlags.NONE, -1, None
    )
    tell("ready", [])
    GLib.MainLoop().run()


main()
