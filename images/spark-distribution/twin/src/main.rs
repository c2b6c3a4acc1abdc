//! A curl as old as libcurl 7.81.0: it takes the options that charts' scripts have for curl, and refuses all others.
use curl::easy::{Easy, List};
use std::fs::File;
use std::io::{stdin, stdout, Read, Write};
use std::{env, process, time::Duration};

fn main() {
    if let Err(error) = run(env::args().skip(1)) {
        eprintln!("curl: ({}) {}", error.code(), error.description());
        process::exit(error.code() as i32);
    }
}

fn run(mut words: impl Iterator<Item = String>) -> Result<(), curl::Error> {
    let mut easy = Easy::new();
    let mut headers = List::new();
    let mut output: Box<dyn Write> = Box::new(stdout());
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| refuse(&word));
        match word.as_str() {
            "--version" => return Ok(println!("curl {}", curl::Version::get().version())),
            "--silent" | "--show-error" => (), // it tells errors, and nothing else, in any case
            "--fail" => easy.fail_on_error(true)?,
            "--max-time" => easy.timeout(Duration::from_secs(value().parse().unwrap_or_else(|_| refuse(&word))))?,
            "--output" => output = Box::new(File::create(value()).unwrap_or_else(|_| refuse(&word))),
            "--header" => headers.append(&value())?,
            "--request" => easy.custom_request(&value())?,
            "--data" => easy.post_fields_copy(value().as_bytes())?,
            "--aws-sigv4" => easy.aws_sigv4(&value())?,
            "--config" => log_in(&mut easy, &value())?,
            url if !url.starts_with('-') => easy.url(url)?,
            _ => refuse(&word),
        }
    }
    easy.http_headers(headers)?;
    let mut transfer = easy.transfer();
    transfer.write_function(move |bytes| Ok(output.write(bytes).unwrap_or(0)))?;
    transfer.perform()
}

/// Of what a file may say only `user = "NAME:PASSWORD"` is read, from standard input.
fn log_in(easy: &mut Easy, file: &str) -> Result<(), curl::Error> {
    let mut said = String::new();
    let user = match (file, stdin().read_to_string(&mut said)) {
        ("-", Ok(_)) => said.trim().strip_prefix("user = \"").and_then(|rest| rest.strip_suffix('"')),
        _ => None,
    };
    let (name, password) = user.and_then(|user| user.split_once(':')).unwrap_or_else(|| refuse("--config"));
    easy.username(name)?;
    easy.password(password)
}

/// As curl ends for options that it does not know, or cannot use.
fn refuse(option: &str) -> ! {
    eprintln!("curl: option {option}: is unknown to this likeness of curl, or cannot be used so");
    process::exit(2)
}
