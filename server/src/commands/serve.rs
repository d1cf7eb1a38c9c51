//! `portal serve`: the host.

use std::io::Write;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::commands::open;
use crate::config::{ConfigError, Settings, host_name, is_loopback_name};
use crate::guard::Origin;
use crate::mail::Mailer;
use crate::site::Site;
use crate::{host, jobs, ops, router};

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(settings: &Settings) -> Result<(), ConfigError> {
    if std::env::var_os("LEPTOS_WATCH").is_some() {
        return Err(ConfigError::Setting(
            "LEPTOS_WATCH is set: it would add a script to every page".into(),
        ));
    }
    let origin = settings.origin()?;
    if !settings.listen.ip().is_loopback() && origin.starts_with("http://") {
        return Err(ConfigError::Setting(
            "PORTAL_LISTEN is not loopback: set PORTAL_ORIGIN to the https address of the \
             proxy in front"
                .into(),
        ));
    }
    let site = Site::open(&settings.site_dir)?;
    let portal = open(settings).await?;
    let _claim = portal.store().claim_host()?;
    portal.store().migrate(portal.clock().now()).await?;
    let mailer = Arc::new(Mailer::open(&settings.mail, &settings.data_dir)?);
    let router = router::router(portal.clone(), site, Origin::new(origin.clone()))
        .map_err(ConfigError::Setting)?;
    let listener = bind(settings.listen).await?;
    let ops_listener = bind(settings.ops_listen).await?;
    let (tell, stop) = watch::channel(false);
    let background = tokio::spawn(jobs::run(portal.clone(), mailer.clone(), stop.clone()));
    let hearing = tokio::spawn(service::live::hear(portal.clone()));
    let ops = tokio::spawn(host::serve(
        ops_listener,
        ops::router(portal.clone(), mailer),
        stop.clone(),
    ));
    let serving = tokio::spawn(host::serve(listener, router, stop));
    let shown = if is_loopback_name(host_name(origin.trim_start_matches("http://"))) {
        format!("listening on {origin}")
    } else {
        format!("listening on {} as {origin}", settings.listen)
    };
    // A closed standard output is no reason not to serve.
    let _ = writeln!(std::io::stdout(), "{shown}");
    wait_for_signal().await;
    let _ = tell.send(true);
    portal.live().end();
    hearing.abort();
    let _ = tokio::join!(serving, ops, background);
    portal.settle().await;
    portal.store().close().await;
    Ok(())
}

async fn bind(address: std::net::SocketAddr) -> Result<TcpListener, ConfigError> {
    TcpListener::bind(address)
        .await
        .map_err(|cause| ConfigError::Setting(format!("cannot listen on {address}: {cause}")))
}

async fn wait_for_signal() {
    let (Ok(mut term), Ok(mut int)) = (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
}
