/**
 * Migrations before they were squashed into one, in order, with the times under which a database records
 * them. Their SQL is in `drizzle/old`. The list is closed (decision 100).
 */
export const oldMigrations = [
  { name: '0000_first', when: 1_795_572_484_112 },
  { name: '0001_deployments', when: 1_795_603_172_859 },
  { name: '0002_runs_pin_revisions', when: 1_795_604_186_364 },
  { name: '0003_receiving', when: 1_795_627_741_962 },
  { name: '0004_history', when: 1_795_653_572_819 },
  { name: '0005_replays', when: 1_795_653_816_095 },
  { name: '0006_drift', when: 1_795_654_039_974 },
  { name: '0007_keeping', when: 1_795_654_182_392 },
  { name: '0008_alerts', when: 1_795_654_267_428 },
  { name: '0009_breakers_and_tokens', when: 1_795_654_650_133 },
  { name: '0010_redactions', when: 1_795_655_131_632 },
  { name: '0011_runs_wait', when: 1_795_655_935_397 },
  { name: '0012_calls', when: 1_795_657_303_683 },
  { name: '0013_runs_called', when: 1_795_665_997_652 },
  { name: '0014_runs_at_rest', when: 1_795_667_123_521 },
  { name: '0015_unrun_index', when: 1_795_667_427_797 },
  { name: '0016_runs_set_aside_for', when: 1_795_667_725_549 },
  { name: '0017_flows_listed', when: 1_795_992_646_459 },
  { name: '0018_comparisons', when: 1_795_993_960_904 },
  { name: '0019_sealed_bodies', when: 1_795_994_991_991 },
  { name: '0020_connection_checks', when: 1_795_995_368_964 },
  { name: '0021_connections_of_comparisons', when: 1_796_004_077_773 },
  { name: '0022_flows_covered', when: 1_796_004_860_248 },
  { name: '0023_runs_on_hold', when: 1_796_017_398_903 }
]
