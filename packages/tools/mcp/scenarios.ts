/** Scenario of the conformance suite, and why it does not apply where it does not. */
export interface Scenario {
  readonly name: string
  readonly not?: string
}

const sessions = 'there are no sessions to which a client could come back'
const tool = 'it calls a tool of the suite’s own test server'
const resources = 'the server offers no resources'
const prompts = 'the server offers no prompts'
const asks = 'the server asks clients for nothing'

/** Scenarios for servers of the conformance suite, in its order. */
export const scenarios: readonly Scenario[] = [
  { name: 'server-initialize' },
  { name: 'logging-set-level', not: 'the server sends no log messages' },
  { name: 'ping' },
  { name: 'completion-complete', not: 'the server completes no arguments' },
  { name: 'tools-list' },
  { name: 'tools-call-simple-text', not: tool },
  { name: 'tools-call-image', not: tool },
  { name: 'tools-call-audio', not: tool },
  { name: 'tools-call-embedded-resource', not: tool },
  { name: 'tools-call-mixed-content', not: tool },
  { name: 'tools-call-with-logging', not: tool },
  { name: 'tools-call-error', not: tool },
  { name: 'tools-call-with-progress', not: tool },
  { name: 'tools-call-sampling', not: asks },
  { name: 'tools-call-elicitation', not: asks },
  { name: 'json-schema-2020-12', not: tool },
  { name: 'elicitation-sep1034-defaults', not: asks },
  { name: 'server-sse-polling', not: sessions },
  { name: 'server-sse-multiple-streams', not: sessions },
  { name: 'elicitation-sep1330-enums', not: asks },
  { name: 'resources-list', not: resources },
  { name: 'resources-read-text', not: resources },
  { name: 'resources-read-binary', not: resources },
  { name: 'resources-templates-read', not: resources },
  { name: 'resources-subscribe', not: resources },
  { name: 'resources-unsubscribe', not: resources },
  { name: 'prompts-list', not: prompts },
  { name: 'prompts-get-simple', not: prompts },
  { name: 'prompts-get-with-args', not: prompts },
  { name: 'prompts-get-embedded-resource', not: prompts },
  { name: 'prompts-get-with-image', not: prompts },
  { name: 'dns-rebinding-protection' }
]
