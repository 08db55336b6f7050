/// Completions for shells, made from the tables of verbs and options.
enum Completions {
  /// The shells that are known.
  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static func text(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// The words of an option as a person types them.
  private static func names(_ option: Option) -> [String] {
    (option.short.map { ["-\($0)"] } ?? []) + ["--\(option.name)"]
  }

  /// What the first operand of a verb may be, where it is one of a few words.
  private static func operands(of verb: Verb) -> [String] {
    switch verb.operands {
    case .verb: Verb.words
    case .shell: Shell.allCases.map(\.rawValue)
    case .traces, .addressAndTraces, .command, .none: []
    }
  }

  /// All options that take a value: the word behind one is none of ours.
  private static var namesWithValue: [String] {
    OptionTable.all.filter { $0.placeholder != nil }.flatMap(names)
  }

  // MARK: bash

  private static var bash: String {
    var lines = [
      "# Completion of reloadtimeline for bash: source it, or put it into",
      "# ~/.local/share/bash-completion/completions/reloadtimeline",
      "_reloadtimeline_add() {",
      "  local found",
      "  mapfile -t found < <(compgen \"$@\")",
      "  COMPREPLY+=(\"${found[@]}\")",
      "}",
      "_reloadtimeline_files() { compopt -o filenames 2> /dev/null; _reloadtimeline_add \"$@\"; }",
      "_reloadtimeline() {",
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=timeline i",
      "  local command=0",
      "  if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi",
      "  if [[ $word == = ]]; then before=${COMP_WORDS[COMP_CWORD-1]} word=; fi",
      "  COMPREPLY=()",
      "  for ((i = 1; i < COMP_CWORD; i++)); do",
      "    case ${COMP_WORDS[i]} in",
      "      \(namesWithValue.joined(separator: "|")))",
      "        ((i++)); [[ ${COMP_WORDS[i]} == = ]] && ((i++)) ;;",
      "      --) command=$((i + 1)); break ;;",
      "      \(Verb.words.joined(separator: "|")))",
      "        [[ $verb == timeline ]] && verb=${COMP_WORDS[i]} ;;",
      "    esac",
      "  done",
      "  if [[ $verb == record ]] && ((command > 0)); then",
      "    if declare -F _command_offset > /dev/null; then _command_offset $command; return; fi",
      "    if ((command == COMP_CWORD)); then _reloadtimeline_add -c -- \"$word\"; fi",
      "    _reloadtimeline_files -f -- \"$word\"; return",
      "  fi",
      "  case $before in",
    ]
    for option in OptionTable.all {
      guard let placeholder = option.placeholder else { continue }
      lines.append(
        "    \(names(option).joined(separator: "|"))) \(bashValue(placeholder)); return ;;")
    }
    lines += ["  esac", "  local words=", "  case $verb in"]
    for verb in Verb.allCases {
      let options = verb.options.flatMap(names).joined(separator: " ")
      let operands = operands(of: verb) + (verb == .timeline ? Verb.words : [])
      lines.append(
        "    \(verb.word ?? "timeline")) words='\(([options] + operands).joined(separator: " "))' ;;"
      )
    }
    lines += [
      "  esac",
      "  _reloadtimeline_add -W \"$words\" -- \"$word\"",
      "  if [[ $word != -* ]]; then",
      "    _reloadtimeline_files -f -- \"$word\"",
      "  fi", "}", "complete -F _reloadtimeline reloadtimeline", "",
    ]
    return lines.joined(separator: "\n")
  }

  private static func bashValue(_ placeholder: Placeholder) -> String {
    switch placeholder {
    case .file: "_reloadtimeline_files -f -- \"$word\""
    case .directory: "_reloadtimeline_files -d -- \"$word\""
    case .choice(let words):
      "_reloadtimeline_add -W '\(words.joined(separator: " "))' -- \"$word\""
    case .signal:
      "_reloadtimeline_add -W '\(ReloadSignal.words.joined(separator: " "))' -- \"$word\""
    case .pid, .count, .instant, .pattern, .seconds: "COMPREPLY=()"
    }
  }

  // MARK: zsh

  private static var zsh: String {
    var lines = [
      "#compdef reloadtimeline",
      "# Completion of reloadtimeline for zsh: put it into a folder of $fpath as _reloadtimeline.",
      "local verb=timeline",
      "integer i",
      "for ((i = 2; i < CURRENT; i++)); do",
      "  case ${words[i]} in",
      "    \(namesWithValue.joined(separator: "|"))) ((i++)) ;;",
      "    \(Verb.words.joined(separator: "|"))) verb=${words[i]}; break ;;",
      "  esac",
      "done", "case $verb in",
    ]
    for verb in Verb.allCases {
      lines.append("  \(verb.word ?? "timeline")) _arguments -s -S \\")
      lines += verb.options.flatMap(zshSpecifications).map { "    \($0) \\" }
      let words = (operands(of: verb) + (verb == .timeline ? Verb.words : []))
        .joined(separator: " ")
      let action =
        verb.operands == .command
        ? "{ _command_names -e; _files }"
        : words.isEmpty ? "_files" : "{ compadd -- \(words); _files }"
      lines.append("    '*:\(verb == .timeline ? "trace or verb" : "operand"):\(action)' ;;")
    }
    return (lines + ["esac", ""]).joined(separator: "\n")
  }

  private static func zshSpecifications(_ option: Option) -> [String] {
    var help = ""
    for character in option.help {
      switch character {
      case "'": help += "'\\''"
      case "[", "]", "\\": help += "\\\(character)"
      default: help.append(character)
      }
    }
    return names(option).map { name in
      let isLong = name.hasPrefix("--")
      guard let placeholder = option.placeholder else { return "'*\(name)[\(help)]'" }
      let action =
        switch placeholder {
        case .file: "_files"
        case .directory: "_files -/"
        case .choice(let words): "(\(words.joined(separator: " ")))"
        case .signal: "(\(ReloadSignal.words.joined(separator: " ")))"
        case .pid, .count, .instant, .pattern, .seconds: " "
        }
      let value = isLong ? "=" : "+"
      let title = placeholder.text.contains("|") ? "value" : placeholder.text
      return "'*\(name)\(value)[\(help)]:\(title):\(action)'"
    }
  }

  // MARK: fish

  private static var fish: String {
    var lines = [
      "# Completion of reloadtimeline for fish: put it into",
      "# ~/.config/fish/completions/reloadtimeline.fish",
      "function __reloadtimeline_verb",
      "  set -l words (commandline -opc)",
      "  set -e words[1]",
      "  set -l isValue 0",
      "  for word in $words",
      "    if test $isValue = 1",
      "      set isValue 0",
      "      continue",
      "    end",
      "    switch $word",
      "      case \(namesWithValue.joined(separator: " "))",
      "        set isValue 1",
      "      case \(Verb.words.joined(separator: " "))",
      "        echo $word",
      "        return",
      "    end",
      "  end",
      "  echo timeline",
      "end",
    ]
    for verb in Verb.allCases {
      guard let word = verb.word else { continue }
      lines.append(
        "complete -c reloadtimeline -n 'test (__reloadtimeline_verb) = timeline' -a \(word) "
          + "-d '\(fishQuoted(verb.summary))'")
    }
    for verb in Verb.allCases {
      let condition = "test (__reloadtimeline_verb) = \(verb.word ?? "timeline")"
      for option in verb.options {
        var line = "complete -c reloadtimeline -n '\(condition)' -l \(option.name)"
        if let short = option.short { line += " -s \(short)" }
        switch option.placeholder {
        case .file?: line += " -r -F"
        case .directory?: line += " -x -a '(__fish_complete_directories)'"
        case .choice(let words)?: line += " -x -a '\(words.joined(separator: " "))'"
        case .pid?: line += " -x -a '(__fish_complete_pids)'"
        case .signal?: line += " -x -a '\(ReloadSignal.words.joined(separator: " "))'"
        case .count?, .instant?, .pattern?, .seconds?: line += " -x"
        case nil: break
        }
        lines.append(line + " -d '\(fishQuoted(option.help))'")
      }
      let words = operands(of: verb).joined(separator: " ")
      if !words.isEmpty {
        lines.append("complete -c reloadtimeline -n '\(condition)' -f -a '\(words)'")
      }
    }
    return (lines + [""]).joined(separator: "\n")
  }

  private static func fishQuoted(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "'" || character == "\\" { result += "\\" }
      result.append(character)
    }
    return result
  }
}
