//! `run --dry-run`: the plan and its requests, without sending any.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use crate::cli::ResultFormat;
use crate::entra::Plan;
use crate::entra::step::{Body, Step, Storyline};
use crate::http::base_url::BaseUrl;

pub(super) fn print(plan: &Plan, target: String, format: ResultFormat) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout());
    let base = BaseUrl::parse(&target).map_err(io::Error::other)?;
    match format {
        ResultFormat::Human | ResultFormat::Github => text(&mut out, plan, &base)?,
        ResultFormat::Json => {
            let steps: Vec<Value> = plan
                .all()
                .flat_map(|story| story.steps.iter().map(|step| as_json(story, step, &base)))
                .collect();
            serde_json::to_writer_pretty(&mut out, &json!({ "version": 1, "requests": steps }))?;
            writeln!(out)?;
        }
    }
    out.flush()
}

fn text(out: &mut impl Write, plan: &Plan, base: &BaseUrl) -> io::Result<()> {
    writeln!(out, "Nothing is sent. {{{{name}}}} stands for the id that an earlier request captures.\n")?;
    for story in plan.all() {
        for step in &story.steps {
            describe(out, story, step, base)?;
        }
        for omitted in &story.omitted {
            writeln!(out, "{}: left out, {}\n", omitted.id, omitted.reason)?;
        }
    }
    writeln!(out, "{} requests, then the clean-up.", plan.requests())
}

fn describe(out: &mut impl Write, story: &Storyline, step: &Step, base: &BaseUrl) -> io::Result<()> {
    let dialect = story.dialect.map(|dialect| format!(" ({dialect} dialect)")).unwrap_or_default();
    let condition = step.if_refused.as_ref().map(|other| format!(", only if {other} is refused"));
    let twice = if step.twin { ", twice at the same moment" } else { "" };
    writeln!(out, "{}{dialect}{}{twice}", step.id, condition.unwrap_or_default())?;
    writeln!(out, "  {} {}", step.method, base.join(&step.path, step.query.as_deref()))?;
    for (name, value) in &step.headers {
        let value = if value.is_empty() { "(left out)" } else { value.as_str() };
        writeln!(out, "  {name}: {value}")?;
    }
    if let Some(body) = body(&step.body) {
        writeln!(out, "  {body}")?;
    }
    writeln!(out)
}

/// Longest body that is shown whole; one that is to exceed a limit says nothing by its length.
const LONGEST: usize = 20_000;

fn body(body: &Body) -> Option<String> {
    match body {
        Body::None => None,
        Body::Json(value) => Some(crate::text::cut(&value.to_string(), LONGEST)),
        Body::Text(text) => Some(crate::text::cut(text, LONGEST)),
    }
}

fn as_json(story: &Storyline, step: &Step, base: &BaseUrl) -> Value {
    json!({
        "step": step.id,
        "dialect": story.dialect,
        "needs": step.needs,
        "only_if_refused": step.if_refused,
        "method": step.method,
        "url": base.join(&step.path, step.query.as_deref()),
        "content_type": step.content_type,
        "headers": step.headers,
        "twice": step.twin,
        "body": body(&step.body),
    })
}
