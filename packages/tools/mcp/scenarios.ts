/** Scenario of the conformance suite that applies to the server. */
export interface Scenario {
  readonly name: string
  /** Protocol revision of the scenario; absent for scenarios of extensions. */
  readonly revision?: '2025-11-25' | '2026-07-28'
  /**
   * Checks to skip, since they need tools of the suite's own test server or features that this server lacks.
   */
  readonly without?: readonly string[]
}

/** Applicable scenarios for servers, in the order of the suite. */
export const scenarios: readonly Scenario[] = [
  { name: 'server-initialize', revision: '2025-11-25' },
  { name: 'ping', revision: '2025-11-25' },
  { name: 'tools-list', revision: '2025-11-25' },
  { name: 'dns-rebinding-protection', revision: '2025-11-25' },
  {
    name: 'server-stateless',
    revision: '2026-07-28',
    without: [
      'sep-2575-server-rejects-undeclared-capability',
      'sep-2575-missing-capability-http-400',
      'sep-2575-http-server-no-independent-requests-on-stream',
      'sep-2575-server-no-log-without-loglevel'
    ]
  },
  { name: 'tools-list', revision: '2026-07-28' },
  { name: 'server-sse-multiple-streams', revision: '2026-07-28' },
  { name: 'dns-rebinding-protection', revision: '2026-07-28' },
  {
    name: 'caching',
    revision: '2026-07-28',
    without: [
      'sep-2549-prompts-list-caching-hints',
      'sep-2549-resources-list-caching-hints',
      'sep-2549-resources-templates-list-caching-hints'
    ]
  },
  { name: 'http-header-validation', revision: '2026-07-28' },
  { name: 'input-required-result-unsupported-methods', revision: '2026-07-28' },
  {
    name: 'tasks-capability-negotiation',
    without: ['sep-2663-server-rejects-undeclared-client', 'tasks-per-request-meta-opt-in']
  },
  {
    name: 'tasks-request-headers',
    without: [
      'tasks-headers-tolerate-mcp-method-on-tools-call',
      'sep-2663-routing-headers-accepted-on-tasks-get',
      'sep-2663-server-rejects-mismatched-mcp-name-on-tasks-get'
    ]
  },
  {
    name: 'tasks-dispatch-and-envelope',
    without: [
      'tasks-server-directed-creation-no-hint',
      'sep-2663-legacy-task-param-ignored',
      'tasks-immediate-result-shortcut',
      'tasks-result-type-complete-on-non-task-responses',
      'sep-2663-durable-create-strong-consistency'
    ]
  }
]
