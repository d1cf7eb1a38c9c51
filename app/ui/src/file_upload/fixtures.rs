//! The states of this component.

use leptos::prelude::*;

use crate::fixtures::{Fixture, say};
use crate::picture::sample;
use crate::prelude::*;

fn hint() -> &'static str {
    say(
        "Up to 5 pictures or PDF files, each up to 10 MB.",
        "Hasta 5 fotos o archivos PDF, de 10 MB como máximo cada uno.",
    )
}

fn row(id: &str, name: &str, size: &str, state: UploadState, text: &str) -> UploadRow {
    UploadRow {
        id: id.to_owned(),
        name: name.to_owned(),
        size: size.to_owned(),
        state,
        text: text.to_owned(),
        picture: (id == "1").then(|| {
            sample(say(
                "Preview of rash-on-left-arm.jpg",
                "Vista previa de erupcion-brazo-izquierdo.jpg",
            ))
        }),
    }
}

/// A row for each state.
fn rows() -> Vec<UploadRow> {
    vec![
        row(
            "1",
            say("rash-on-left-arm.jpg", "erupcion-brazo-izquierdo.jpg"),
            "1.2 MB",
            UploadState::Done,
            say("Uploaded", "Subido"),
        ),
        row(
            "2",
            "IMG_20260311_184502_HDR_EFFECTS_COPY.jpeg",
            "4.8 MB",
            UploadState::Uploading(40),
            say("Uploading, 40 percent", "Subiendo, 40 por ciento"),
        ),
        row(
            "3",
            say("school-form.pdf", "formulario-escuela.pdf"),
            "312 KB",
            UploadState::Waiting,
            say("Waiting", "En espera"),
        ),
        row(
            "4",
            "video.mov",
            "84 MB",
            UploadState::Failed,
            say(
                "Not uploaded: larger than 10 MB. Send a picture instead.",
                "No se subió: pesa más de 10 MB. Envíe una foto en su lugar.",
            ),
        ),
    ]
}

/// What a page makes of files that were chosen.
fn chosen(files: Vec<web_sys::File>, waiting: &str) -> Vec<UploadRow> {
    let files = files.into_iter().map(|file| {
        let name = file.name();
        let size = format!("{:.1} KB", file.size() / 1000.0);
        row(&name, &name, &size, UploadState::Waiting, waiting)
    });
    files.collect()
}

/// A field that lists what is chosen, and whose buttons remove it.
fn with_rows(name: &'static str, rows: Vec<UploadRow>) -> AnyView {
    let rows = RwSignal::new(rows);
    let waiting = say("Waiting", "En espera");
    view! {
        <FileUpload
            name=name
            label=say("Pictures and files", "Fotos y archivos")
            hint=hint()
            accept="image/*,.pdf"
            multiple=true
            rows=rows
            list_label=say("Your files", "Sus archivos")
            remove=say("Remove", "Quitar")
            on_files=move |files| rows.update(|rows| rows.extend(chosen(files, waiting)))
            on_remove=move |id: String| rows.update(|rows| rows.retain(|row| row.id != id))
        />
    }
    .into_any()
}

/// All states.
pub const FIXTURES: &[Fixture] = &[
    Fixture {
        name: "plain",
        view: || with_rows("files", Vec::new()),
    },
    Fixture {
        name: "files",
        view: || with_rows("files-listed", rows()),
    },
    Fixture {
        name: "camera",
        view: || {
            view! {
                <FileUpload
                    name="card_front"
                    label=say(
                        "A picture of the front of your other insurance card",
                        "Una foto del frente de la tarjeta de su otro seguro",
                    )
                    hint=say("One picture, up to 10 MB.", "Una foto, de 10 MB como máximo.")
                    accept="image/*"
                    capture="environment"
                    list_label=say("Your picture", "Su foto")
                    remove=say("Remove", "Quitar")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "error",
        view: || {
            view! {
                <FileUpload
                    name="files-wrong"
                    label=say("Pictures and files", "Fotos y archivos")
                    hint=hint()
                    multiple=true
                    list_label=say("Your files", "Sus archivos")
                    remove=say("Remove", "Quitar")
                    error=say("Choose at most 5 files.", "Elija 5 archivos como máximo.")
                />
            }
            .into_any()
        },
    },
    Fixture {
        name: "on_its_way",
        view: || on_its_way(),
    },
];

/// A file that goes on by a press of a button, to see and hear what changes.
fn on_its_way() -> AnyView {
    let (going, done) = (say("Uploading", "Subiendo"), say("Uploaded", "Subido"));
    let file = move |state, text| vec![row("1", "form.pdf", "312 KB", state, text)];
    let rows = RwSignal::new(file(UploadState::Uploading(80), going));
    view! {
        <Stack>
            <FileUpload
                name="files-going"
                label=say("Pictures and files", "Fotos y archivos")
                hint=hint()
                rows=rows
                list_label=say("Your files", "Sus archivos")
                remove=say("Remove", "Quitar")
                on_remove=move |_: String| rows.set(Vec::new())
            />
            <Button
                action="button"
                kind=ButtonKind::Quiet
                on:click=move |_| rows.set(file(UploadState::Done, done))
            >
                {say("Finish the upload", "Terminar de subir")}
            </Button>
        </Stack>
    }
    .into_any()
}
