//! The words of provisioning pages in the languages they come in. All are in lower case, as far as ASCII goes.

use crate::suite::AttributeType;

/// In a heading above an attribute table's names.
pub(super) const ATTRIBUTE: &[&str] =
    &["attribut", "属性", "atribut", "특성", "name", "variable", "field", "scim", "target"];
/// In the heading of a column that names attributes of Entra.
pub(super) const SOURCE: &[&str] = &["entra", "azure", "active directory", "source"];
/// The heading of the column of types.
pub(super) const TYPE: &[&str] = &[
    "type",
    "typ",
    "tipo",
    "型",
    "種類",
    "タイプ",
    "データ型",
    "类型",
    "형식",
    "datentyp",
    "data type",
    "attribute type",
];
/// In the heading of the column of what can be filtered by.
pub(super) const FILTER: &[&str] = &["filter", "filtr", "フィルター", "フィルタ", "筛选", "필터"];
/// In the heading of the column of what is required.
pub(super) const REQUIRED: &[&str] = &[
    "required",
    "erforderlich",
    "pflicht",
    "必須",
    "必要",
    "requis",
    "obligat",
    "requer",
    "necesari",
    "obrigat",
    "richiest",
    "必需",
    "필수",
    "mandatory",
];
/// In the heading of the column of matching attributes.
pub(super) const MATCHING: &[&str] = &["matching", "match "];
/// In the heading of a column of remarks.
pub(super) const NOTES: &[&str] =
    &["note", "comment", "remark", "description", "anmerkung", "beschreibung", "備考", "説明"];

/// Headings of the list of what is supported.
pub(super) const CAPABILITIES: &[&str] = &[
    "capabilities supported",
    "supported capabilities",
    "capabilities that are supported",
    "unterstützte funktionen",
    "サポートされる機能",
    "サポートされている機能",
    "fonctionnalités prises en charge",
    "capacités prises en charge",
    "funcionalidades admitidas",
    "funcionalidades compatibles",
    "funzionalità supportate",
    "funcionalidades com suporte",
    "支持的功能",
    "지원되는 기능",
];
pub(super) const CREATE: &[&str] =
    &["create", "erstell", "作成", "créer", "création", "crear", "creación", "creare", "criar", "创建"];
pub(super) const UPDATE: &[&str] = &[
    "keep user attributes",
    "synchroni",
    "update",
    "in sync",
    "aktualisier",
    "同期",
    "更新",
    "sincroni",
    "mettre à jour",
];
pub(super) const REMOVE: &[&str] = &[
    "remove",
    "delete",
    "deactivate",
    "disable",
    "deprovision",
    "de-provision",
    "entfern",
    "deaktivier",
    "lösch",
    "削除",
    "無効",
    "supprim",
    "désactiv",
    "quitar",
    "eliminar",
    "elimin",
    "rimuov",
    "remov",
    "删除",
];
pub(super) const GROUPS: &[&str] = &["group", "grupp", "グループ", "groupe", "grupo", "grupp", "组", "그룹"];
pub(super) const SSO: &[&str] = &[
    "single sign-on",
    "single sign on",
    "sso",
    "einmaliges anmelden",
    "シングル サインオン",
    "シングルサインオン",
    "authentification unique",
    "inicio de sesión único",
    "单一登录",
];

/// What the field of the base URL is called.
pub(super) const TENANT_URL: &[&str] = &[
    "tenant url",
    "tenant-url",
    "mandanten-url",
    "テナント url",
    "テナントの url",
    "テナントurl",
    "url de locataire",
    "url du locataire",
    "url de inquilino",
    "url do locatário",
    "url tenant",
    "scim endpoint",
    "scim base url",
    "base url",
    "scim url",
    "租户 url",
];
/// What the field of the token is called.
pub(super) const SECRET_TOKEN: &[&str] = &[
    "secret token",
    "bearer token",
    "geheimes token",
    "geheime token",
    "geheimen token",
    "シークレット トークン",
    "シークレットトークン",
    "jeton secret",
    "jeton du secret",
    "token secreto",
    "token segreto",
    "机密令牌",
];
/// The caption of the button that starts a sign-in.
pub(super) const AUTHORIZE: &[&str] =
    &["Authorize", "Autorisieren", "承認", "認可", "Autoriser", "Autorizar", "授权"];
/// Where the caption counts: the step in which Entra is given the credentials.
pub(super) const CREDENTIAL_STEP: &[&str] = &[
    "admin credentials",
    "test connection",
    "tenant url",
    "administratoranmeldeinformationen",
    "verbindung testen",
    "mandanten-url",
    "管理者資格情報",
    "接続のテスト",
    "テスト接続",
    "テナント url",
    "informations d'identification",
    "tester la connexion",
    "credenciales de administrador",
    "probar conexión",
    "mappings",
];

/// The type that a word of the table stands for.
pub(super) fn attribute_type(word: &str) -> Option<AttributeType> {
    let word = word.trim().to_lowercase();
    Some(match word.as_str() {
        "string"
        | "text"
        | "zeichenfolge"
        | "文字列"
        | "chaîne"
        | "chaîne de caractères"
        | "cadena"
        | "stringa"
        | "cadeia de caracteres"
        | "字符串"
        | "문자열" => AttributeType::String,
        "boolean" | "bool" | "boolesch" | "boolescher wert" | "ブール" | "ブール値" | "ブール型"
        | "booléen" | "booleano" | "布尔值" | "부울" => AttributeType::Boolean,
        "integer" | "int" | "ganze zahl" | "整数" | "entier" | "entero" | "intero" | "inteiro" => {
            AttributeType::Integer
        }
        "datetime" | "date time" | "date" | "日時" | "日付" => AttributeType::DateTime,
        "binary" | "binär" | "バイナリ" => AttributeType::Binary,
        "reference" | "verweis" | "referenz" | "参照" | "référence" | "referencia" | "riferimento"
        | "referência" | "引用" | "참조" => AttributeType::Reference,
        "complex" | "komplex" | "複合" => AttributeType::Complex,
        _ => return None,
    })
}

/// A cell that says yes or no; none: something else.
pub(super) fn mark(cell: &str) -> Option<bool> {
    let cell = cell.trim().trim_matches(['.', '\u{fe0f}', '\u{fe0e}', '(', ')']).to_lowercase();
    match cell.as_str() {
        "✓" | "✔" | "☑" | "✅" | "√" | "🗸" | "●" | "○" | "◯" | "x" | "y" | "yes" | "true" | "ja" | "はい"
        | "oui" | "sí" | "si" | "sim" | "required" | "supported" | "[x]" | "必須" | "erforderlich" => {
            Some(true)
        }
        "" | "-" | "–" | "—" | "✗" | "✘" | "❌" | "❎" | "☐" | "n" | "no" | "false" | "nein" | "いいえ"
        | "non" | "não" | "[ ]" | "n/a" | "none" | "optional" | "not required" | "not supported" => {
            Some(false)
        }
        ":heavy_check_mark:" | ":white_check_mark:" | ":ballot_box_with_check:" | ":check:" => Some(true),
        ":x:" | ":heavy_multiplication_x:" | ":no_entry:" => Some(false),
        _ => described(&cell),
    }
}

/// A mark repeated, or the description of a picture of one.
fn described(cell: &str) -> Option<bool> {
    let is_short = cell.chars().count() <= 40;
    let is_tick = ["check", "tick", "haken", "häkchen", "coche", "チェック", "✓", "✔", "✅"]
        .iter()
        .any(|word| cell.contains(word));
    let is_not = ["no ", "not ", "un", "✗", "cross"].iter().any(|word| cell.starts_with(word));
    (is_short && is_tick && !is_not).then_some(true)
}

/// Whether the text has one of the words.
pub(super) fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_their_printed_forms() {
        for yes in [
            "✓",
            "✔",
            "✔️",
            ":heavy_check_mark:",
            " x ",
            "Yes",
            "ja",
            "はい",
            "Check mark.",
            "tick",
            "✓ ✓",
            "Häkchen",
        ] {
            assert_eq!(mark(yes), Some(true), "{yes}");
        }
        for no in ["", "-", "–", "✗", "No", "いいえ", ":x:", "optional"] {
            assert_eq!(mark(no), Some(false), "{no}");
        }
        for other in ["see the note below", "unchecked", "×", "2"] {
            assert_eq!(mark(other), None, "{other}");
        }
    }
}
