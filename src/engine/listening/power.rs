//! Is the machine on its battery?

use std::fs;
use std::path::Path;

/// Where Linux tells about power supplies. Elsewhere there is no such folder, and the machine counts as plugged in.
pub const SUPPLIES: &str = "/sys/class/power_supply";

/// A battery feeds the machine and nothing else does.
pub fn on_battery(supplies: &Path) -> bool {
    let Ok(entries) = fs::read_dir(supplies) else { return false };
    let (mut discharging, mut plugged) = (false, false);
    for entry in entries.flatten() {
        let read = |name| fs::read_to_string(entry.path().join(name)).unwrap_or_default();
        let kind = read("type");
        match kind.trim() {
            // Batteries of mice and headsets have the scope "Device".
            "Battery" => {
                discharging |= read("status").trim() == "Discharging" && read("scope").trim() != "Device";
            }
            "Mains" | "USB" => plugged |= read("online").trim() == "1",
            _ => {}
        }
    }
    discharging && !plugged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supply(folder: &Path, name: &str, fields: &[(&str, &str)]) {
        fs::create_dir_all(folder.join(name)).unwrap();
        for (field, value) in fields {
            fs::write(folder.join(name).join(field), format!("{value}\n")).unwrap();
        }
    }

    #[test]
    fn only_a_discharging_battery_without_mains_counts() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        assert!(!on_battery(at) && !on_battery(&at.join("none")));
        supply(at, "mouse", &[("type", "Battery"), ("status", "Discharging"), ("scope", "Device")]);
        supply(at, "AC", &[("type", "Mains"), ("online", "0")]);
        assert!(!on_battery(at), "a mouse feeds no machine");
        supply(at, "BAT0", &[("type", "Battery"), ("status", "Discharging")]);
        assert!(on_battery(at));
        supply(at, "AC", &[("type", "Mains"), ("online", "1")]);
        assert!(!on_battery(at));
    }
}
