//! Lowers the priority of a thread. The system call needs unsafe code, so the system's own tools make it: on Linux they take the
//! number of a thread as that of a process. Where they are missing the thread keeps its priority.

use std::process::{Command, Stdio};

/// Lets the calling thread run only when nothing else wants to (`SCHED_IDLE`), or at least last (nice 19).
pub fn lower() {
    let Some(thread) = number() else { return };
    let idle = run("chrt", &["--idle", "--pid", "0", &thread]);
    if !idle && !run("renice", &["-n", "19", "-p", &thread]) {
        log::info!("the priority of listening cannot be lowered");
    }
}

/// The number of the calling thread, on Linux.
fn number() -> Option<String> {
    let link = std::fs::read_link("/proc/thread-self").ok()?;
    Some(link.file_name()?.to_str()?.to_owned())
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let quiet = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_thread_steps_back_and_others_stay() {
        let policy = || std::fs::read_to_string("/proc/thread-self/stat").unwrap();
        // Fields after the name in brackets: nice is the 19th of all, the policy the 41st.
        let fields = |stat: &str| -> Vec<String> {
            stat.rsplit(')').next().unwrap_or_default().split_whitespace().map(str::to_owned).collect()
        };
        let stepped = std::thread::Builder::new().name("stepping back".to_owned()).spawn(move || {
            lower();
            let now = fields(&policy());
            (now[16].clone(), now[38].clone())
        });
        let (nice, scheduling) = stepped.unwrap().join().unwrap();
        let has_tools = run("renice", &["--version"]) || run("chrt", &["--version"]);
        assert!(!has_tools || nice == "19" || scheduling == "5", "nice {nice}, policy {scheduling}");
        assert_ne!(fields(&policy())[38], "5");
    }
}
