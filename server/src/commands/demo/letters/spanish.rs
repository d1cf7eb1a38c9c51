//! Conversations in Spanish.

use domain::messages::{Desk, Topic};

use super::By::{Also, Covering, Me, Them};
use super::{Talk, To, letter, talk};

const JOSE: u32 = 2_071_846;
const LUCIA: u32 = 5_162_703;

/// All of them.
pub const TALKS: &[Talk] = &[
    talk(
        JOSE,
        "sato",
        Topic::Medication,
        "Dosis de warfarina",
        &[letter(
            Them,
            (2, 14, 25),
            "Estimado Sr. Hernández:\n\nsu INR está en 2.6, justo donde lo \
            queremos. Siga con 5 mg todos los días y media tableta los miércoles. Próximo \
            control en seis semanas.\n\nYuki Sato, PharmD",
        )],
    ),
    talk(
        JOSE,
        "duarte",
        Topic::Test,
        "Resultado del antígeno prostático",
        &[
            letter(
                Them,
                (19, 10, 10),
                "Don José:\n\nel antígeno sigue por debajo de lo que el método \
            alcanza a medir (<0.10). Es lo mejor que puede salir. Lo repetimos dentro de un \
            año.\n\nDr. Rafael Duarte",
            ),
            letter(
                Me,
                (18, 20, 45),
                "¡Qué buena noticia, doctor! Se lo he contado a toda la familia. \
            Muchas gracias.",
            ),
        ],
    ),
    talk(
        JOSE,
        "duarte",
        Topic::Symptom,
        "Me sangra la nariz",
        &[
            letter(
                Me,
                (312, 8, 5),
                "Doctor, buenos días. Desde anoche me sangra la nariz y no para \
            del todo. Estoy tomando las pastillas como siempre.",
            ),
            letter(
                Also("sato"),
                (312, 9, 20),
                "Sr. Hernández, le escribe Yuki Sato, de la clínica de \
            anticoagulación. Venga ahora mismo para medir el INR. Si sangra mucho o se marea, \
            llame al 911.",
            ),
            letter(
                Also("sato"),
                (311, 16, 50),
                "El INR salió en 5.6, demasiado alto. Como hablamos, \
            hoy y mañana no tome warfarina. Lo vemos el viernes. El antibiótico de la muela fue \
            la causa: avísenos siempre antes de empezar uno.",
            ),
            letter(
                Me,
                (309, 19, 15),
                "Ya no sangra. El viernes estaré ahí. Gracias por responder tan \
            rápido.",
            ),
        ],
    ),
    talk(
        JOSE,
        "rosenthal",
        Topic::Test,
        "Sus riñones, en pocas palabras",
        &[letter(
            Them,
            (125, 11, 35),
            "Estimado señor Hernández:\n\nla filtración bajó un poco en \
            los últimos años y ahora está estable en 49. No es motivo de alarma, pero sí de \
            cuidado: la presión por debajo de 130, poca sal, y nada de ibuprofeno ni naproxeno. \
            Para el dolor, paracetamol.\n\nDr. David Rosenthal",
        )],
    ),
    talk(
        JOSE,
        "duarte",
        Topic::Medication,
        "Lisinopril mientras el doctor no está",
        &[
            letter(
                Me,
                (23, 9, 50),
                "Se me acaba el lisinopril el sábado. ¿Me lo pueden renovar?",
            ),
            letter(
                Covering("farrell"),
                (22, 12, 12),
                "Sr. Hernández:\n\nestoy cubriendo al \
            Dr. Duarte hasta el lunes. Ya envié la receta a la farmacia de Harbor Street. Este \
            mensaje no admite respuesta; a partir del lunes escríbale a él.\n\n\
            Dr. Conor Farrell",
            ),
        ],
    ),
    Talk {
        serial: JOSE,
        to: To::Desk(Desk::MemberServices),
        topic: Topic::Paperwork,
        subject: "Cambio de dirección",
        letters: &[
            letter(
                Me,
                (1_502, 17, 8),
                "Me mudé a Tidewater Court, número 418. ¿Qué papeles \
                necesitan?",
            ),
            letter(
                Them,
                (1_500, 9, 40),
                "Buenos días, Sr. Hernández. Ninguno: con este mensaje \
                basta. Su nueva dirección ya está registrada y la tarjeta sigue siendo la \
                misma.\n\nServicios para miembros",
            ),
        ],
    },
    talk(
        LUCIA,
        "lindqvist",
        Topic::Test,
        "Vitamina D",
        &[letter(
            Them,
            (1, 13, 5),
            "Hola, Lucía:\n\nla vitamina D ya está en el rango. Puede bajar a \
            1000 unidades al día durante el invierno.\n\nDra. Clara Lindqvist",
        )],
    ),
    talk(
        LUCIA,
        "lindqvist",
        Topic::Symptom,
        "Tos por la noche",
        &[
            letter(
                Me,
                (26, 22, 30),
                "Doctora, la tos me despierta dos o tres veces por semana desde \
            que empezó el frío. Uso el inhalador azul y se me quita. ¿Está bien así?",
            ),
            letter(
                Them,
                (25, 9, 15),
                "Hola, Lucía:\n\nno del todo: si lo necesita más de dos noches al \
            mes, hay que subir el otro, el de todos los días. Dos inhalaciones por la mañana y \
            dos por la noche durante cuatro semanas, y enjuáguese la boca después.\n\n\
            Dra. Clara Lindqvist",
            ),
            letter(
                Me,
                (24, 18, 55),
                "Entendido. Le cuento cómo me va. ¡Gracias!",
            ),
        ],
    ),
    talk(
        LUCIA,
        "lindqvist",
        Topic::Paperwork,
        "Certificado para la universidad",
        &[
            letter(
                Me,
                (260, 16, 40),
                "¿Me pueden dar el certificado de vacunas para la matrícula?",
            ),
            letter(
                Them,
                (259, 10, 20),
                "Ya está en la recepción de Stonebridge, a su nombre.\n\n\
            Dra. Clara Lindqvist",
            ),
        ],
    ),
];
