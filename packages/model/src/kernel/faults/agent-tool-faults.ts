import type { FaultRow } from './fault-row.ts'

/** Faults of the tools that members expose to agents, and of their calls. */
export const agentToolFaults = {
  'agents.tool-gone': {
    http: 404,
    sentence: 'This tool does not exist or its flow was deleted. Reload the page.'
  },
  'agents.tool-name-taken': {
    http: 409,
    sentence: 'You already have a tool named “{name}”. Expose the action again.'
  },
  'agents.cannot-expose': {
    http: 409,
    sentence: 'The action cannot be exposed to agents: {what}'
  },
  'agents.cannot-fix': { http: 409, sentence: 'The values of the tool cannot be fixed. {what}' },
  'agents.no-such-call': {
    http: 404,
    sentence:
      'There is no call with the id {id} of this client. Check the id; calls are deleted after their retention period.'
  },
  'agents.not-waiting': {
    http: 409,
    sentence:
      'This call no longer waits for approval: it was approved or refused, has expired, or its run was ended. Reload the page.'
  },
  'agents.person-only': {
    http: 403,
    sentence:
      'A call of an agent cannot be approved or refused with an API key. Sign in to Hookwright and decide there.'
  },
  'agents.asks-first': {
    http: 403,
    sentence:
      'A tool whose calls need approval cannot be run or replayed with an API key. Sign in to Hookwright and run it there.'
  },
  'agents.needs-tasks': {
    http: 400,
    sentence: 'The client must declare the extension io.modelcontextprotocol/tasks to use this method.'
  }
} as const satisfies Record<string, FaultRow>
