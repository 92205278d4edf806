import type { FaultNote } from './fault-note.ts'

/** Notes on faults of tools for agents. */
export const agentToolNotes: Record<string, FaultNote> = {
  'agents.tool-gone': { why: 'Its flow was deleted for good, or it is a tool of another member.' },
  'agents.tool-name-taken': { why: 'The same action was exposed twice at the same moment.' },
  'agents.cannot-expose': {
    why: 'Only actions that do one thing, with inputs that are known before, can be tools.',
    fix: 'Expose another action, or ask its maker for one that does what the agent needs.'
  },
  'agents.cannot-fix': {
    why: 'A value does not fit its field, or the flow of the tool no longer is as Hookwright made it.',
    fix: 'Enter another value. In a flow that was changed by hand, map the value on the card of the action, and apply the changes.'
  },
  'agents.no-such-call': { why: 'The id is wrong, or the call was made by another client.' },
  'agents.not-waiting': {
    why: 'Somebody else decided, a day has passed, or the client cancelled the call or lost its access.'
  },
  'agents.person-only': {
    why: 'Approvals are there so that a person looks at what an agent is about to do, and an agent may hold an API key.'
  },
  'agents.asks-first': {
    why: 'The key asked to run the flow of a tool with Ask me first, or to replay a call that asked. A client with this key could otherwise make a call by itself that a person refused.',
    fix: 'Sign in to Hookwright and run it there. A series of replays by a key names a flow that is no such tool.'
  },
  'agents.needs-tasks': {
    why: 'Tasks are an extension of the protocol, which a client declares with each request.',
    fix: 'Use a client that supports it, or ask for the result with the tool hookwright_get_call.'
  }
}
