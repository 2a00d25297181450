"""Services of a desktop, as far as a music player speaks to them: notifications, power management, the tray's watcher.

    services.py LOG

Writes a line of JSON to LOG for each thing it is asked: {"asked": METHOD, "with": ARGUMENTS}. The first line says that
all services are there.
"""

import json
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


def main():
    log = open(sys.argv[1], "a", buffering=1, encoding="utf-8")

    def tell(what, arguments):
        log.write(json.dumps({"asked": what, "with": arguments}) + "\n")

    def called(_bus, _sender, _path, _interface, method, arguments, call):
        tell(method, arguments.unpack())
        call.return_value(ANSWERS.get(method))

    def read(_bus, _sender, _path, _interface, name):
        return PROPERTIES[name]

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    node = Gio.DBusNodeInfo.new_for_xml(INTERFACES)
    for name, path, interface in SERVICES:
        bus.register_object(path, node.lookup_interface(interface), called, read, None)
        Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
    # The names are asked for by messages; a message behind them is answered when they are there.
    bus.call_sync(
        "org.freedesktop.DBus", "/", "org.freedesktop.DBus.Peer", "Ping", None, None, Gio.DBusCallFlags.NONE, -1, None
    )
    tell("ready", [])
    GLib.MainLoop().run()


main()
