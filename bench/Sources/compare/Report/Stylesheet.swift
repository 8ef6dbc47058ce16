/// How the report looks: light, dark, narrow and printed.
enum Stylesheet {
  /// Blue, orange and grey are told apart with any kind of colour vision.
  static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff;
      --card: #f6f8fa; --rule: #d0d7de; --ours: #0067b3; --peer: #d97a00; --floor: #8a929b;
      --bad: #b3261e; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4af;
      --paper: #0d1117; --card: #161b22; --rule: #30363d; --ours: #58a6ff; --peer: #e8a33d;
      --floor: #7d8590; --bad: #ff8a80; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
      color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
    h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
    h3 { font-size: 1rem; margin: 0 0 .1rem; }
    p, ul { max-width: 46rem; } .soft, .unit { color: var(--soft); }
    .unit { font-size: 12px; margin: 0 0 .5rem; }
    .charts { display: grid; gap: 1rem;
      grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); }
    .card { background: var(--card); border: 1px solid var(--rule); border-radius: 8px;
      padding: .9rem 1rem .6rem; break-inside: avoid; }
    .wide { grid-column: 1 / -1; }
    svg { display: block; overflow: visible; font: 13px system-ui, sans-serif; }
    svg text { fill: var(--ink); } svg .value { fill: var(--soft); font-size: 12px; }
    svg .strong { fill: var(--ink); font-weight: 600; } svg .bad { fill: var(--bad); }
    .ours { fill: var(--ours); } .peer { fill: var(--peer); }
    .floor, .variant { fill: var(--floor); }
    .track { fill: var(--rule); opacity: .4; } .grid { stroke: var(--rule); }
    .spread { stroke: var(--ink); stroke-width: 1.5; }
    .cut { stroke: var(--card); stroke-width: 3; }
    .reach { stroke-width: 2; opacity: .55; } .reach.ours { stroke: var(--ours); }
    .reach.peer { stroke: var(--peer); } .reach.floor, .reach.variant { stroke: var(--floor); }
    .key span { margin-right: 1.2rem; display: inline-block; }
    .key i { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
      margin-right: .4em; }
    .key .ours { background: var(--ours); } .key .peer { background: var(--peer); }
    .key .floor { background: var(--floor); }
    .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 13px;
      font-variant-numeric: tabular-nums; }
    th, td { padding: .3rem .7rem; text-align: right; white-space: nowrap;
      border-bottom: 1px solid var(--rule); }
    th { font-weight: 600; } thead th { color: var(--soft); font-weight: 500; }
    tr > :first-child { text-align: left; position: sticky; left: 0; background: var(--paper); }
    .invalid { color: var(--bad); } code { font-size: .92em; }
    @media print { body { max-width: none; font-size: 11px; } .scroll { overflow: visible; }
      table { font-size: 9px; } th, td { padding: .15rem .35rem; }
      rect, i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}
