import type { FaultNote } from './fault-note.ts'

/** Notes on faults of agents. */
export const agentNotes: Record<string, FaultNote> = {
  'agents.no-such-tool': {
    why: 'The tool was hidden in the meantime, its connector was deleted, or the client calls a name that it made up.'
  },
  'agents.token-invalid': {
    why: 'The token has expired, its access was revoked, its member was removed, or it was issued for another server.'
  },
  'agents.out-of-scope': {
    why: 'On the consent page a member chooses what a client may use. A client can ask for more later.'
  },
  'agents.too-many-requests': {
    why: 'A client in a loop would otherwise keep the server from its other work.'
  },
  'agents.client-refused': {
    why: 'The client describes itself in a way that the authorization server cannot use, such as with an address at which code of others could run.'
  },
  'agents.too-many-registrations': {
    why: 'Anyone may register a client, so registrations are limited by network.'
  },
  'agents.too-many-clients': {
    why: 'Thousands of clients registered, and nobody gave them access. They are removed after a while.'
  },
  'agents.request-gone': {
    why: 'A request for access is valid for ten minutes, in the browser in which the client began it.'
  },
  'agents.client-gone': { why: 'The access was revoked, or given anew, in the meantime.' },
  'agents.invalid-params': {
    why: 'The client sent arguments of another shape than the schema in the list asks for.',
    fix: 'Let the client list tools and events again, and call them as their schemas say.'
  }
}
