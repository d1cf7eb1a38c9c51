//! The binary `portal`.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::commands;
use server::config::{ConfigError, Settings};

#[derive(Parser)]
#[command(name = "portal", about = "A health plan's member portal", version)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the portal.
    Serve,
    /// Bring the database up to this program's schema.
    Migrate,
    /// Fill an empty database with invented members and write demo.json.
    #[cfg(feature = "demo")]
    Demo {
        /// Received conversations that the first member has beyond their own, for measurements.
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        conversations: u16,
        /// Messages of a crowd beyond the demo's own, for measurements. The demo's members whose
        /// messages are open are of the crowd.
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        messages: u32,
        /// How many of them each of the crowd has.
        #[arg(long, value_name = "NUMBER", default_value_t = 2_000)]
        each: u32,
        /// Conversations of the crowd that wait for the team of the first nurse.
        #[arg(long, value_name = "NUMBER", default_value_t = 0)]
        waiting: u32,
    },
    /// Read FHIR R4 bundles: one JSON line a file. A RelatedPerson that is a parent or guardian
    /// (v3-RoleCode) acts for the patient, where a Patient on the roll links to it (`seealso`, in
    /// the same file) or has an identifier of theirs.
    ImportFhir {
        /// Files, or folders of `.json` files.
        #[arg(required = true)]
        paths: Vec<std::path::PathBuf>,
    },
    /// Read who acts for which child, from a CSV file with the header
    /// `child_mrn,parent_mrn,relationship,from,until`: one JSON line.
    ImportGuardians {
        /// The file.
        file: std::path::PathBuf,
    },
    /// Mail and letters.
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// The audit trail.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Who works at the desks.
    #[command(subcommand)]
    Staff(StaffCommand),
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Make an account and print its password and its authenticator's secret, once.
    Add {
        /// What they sign on with: 6 to 30 letters, digits, dots, hyphens, underscores.
        #[arg(long)]
        user_id: String,
        /// First and last name.
        #[arg(long)]
        name: String,
        /// `nurse`, `physician`, `member_services` or `administrator`.
        #[arg(long, value_parser = commands::staff::role)]
        role: domain::staff::Role,
        /// The address at which they are told what happens to their account.
        #[arg(long, value_parser = commands::staff::email)]
        email: Option<domain::email::EmailAddress>,
        /// The clinician of the roll that they are, by id: for nurses and physicians.
        #[arg(long)]
        practitioner: Option<domain::ids::PractitionerId>,
    },
}

#[derive(Subcommand)]
enum OutboxCommand {
    /// List what went out and what waits.
    List {
        /// As a JSON array (the only form there is).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Verify the chain of seals.
    Verify,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("PORTAL_LOG")
                .unwrap_or_else(|_| "warn,server=info,service=info".into()),
        )
        .init();
    // A panic's message may hold what a person typed: log where it was, never what it said.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => failed(&error.to_string()),
    }
}

async fn run(cli: Cli) -> Result<ExitCode, ConfigError> {
    let settings = &cli.settings;
    let stopped = |stop: service::Stop| ConfigError::Setting(stop.to_string());
    match cli.command {
        Command::Serve => commands::serve::run(settings).await?,
        Command::Migrate => {
            commands::migrate::run(settings).await?;
        }
        #[cfg(feature = "demo")]
        Command::Demo {
            conversations,
            messages,
            each,
            waiting,
        } => {
            let crowd = commands::demo::Crowd {
                messages,
                each,
                waiting,
            };
            commands::demo::run_with(settings, conversations, crowd).await?;
        }
        Command::ImportFhir { paths } => {
            return commands::import_fhir::run(settings, &paths).await;
        }
        Command::ImportGuardians { file } => {
            return commands::import_guardians::run(settings, &file).await;
        }
        Command::Outbox(OutboxCommand::List { json: _ }) => {
            let portal = commands::open(settings).await?;
            let posts = commands::outbox::listed(&portal).await.map_err(stopped)?;
            say(&serde_json::to_string_pretty(&posts).unwrap_or_default());
        }
        Command::Staff(StaffCommand::Add {
            user_id,
            name,
            role,
            email,
            practitioner,
        }) => {
            let portal = commands::open(settings).await?;
            portal.store().migrate(portal.clock().now()).await?;
            let new = service::staff::NewAccount {
                user_id,
                name,
                role,
                email,
                practitioner,
            };
            say(&commands::staff::run(&portal, new).await?);
        }
        Command::Audit(AuditCommand::Verify) => {
            let portal = commands::open(settings).await?;
            return match commands::audit::verify(&portal).await.map_err(stopped)? {
                commands::audit::Verdict::Whole(links) => {
                    say(&format!("{links} rows, the chain is whole"));
                    Ok(ExitCode::SUCCESS)
                }
                commands::audit::Verdict::Broken { audit, why } => {
                    say(&format!("broken at row {audit}: {why}"));
                    Ok(ExitCode::FAILURE)
                }
            };
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn failed(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "portal: {why}");
    ExitCode::FAILURE
}
