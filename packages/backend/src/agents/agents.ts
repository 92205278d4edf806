import type { AgentRef } from '@hookwright/model'
import type { AgentEvents } from './agent-events.ts'
import type { AgentTools } from './agent-tools.ts'

/** Access of agents: clients that act for members over the Model Context Protocol. */
export interface Agents {
  tools: AgentTools
  events: AgentEvents
  /** Ends what a client that was revoked has left. May be called repeatedly. */
  forget: (ref: AgentRef) => Promise<void>
}

/** Joins the parts. */
export const createAgents = ({ tools, events }: Pick<Agents, 'tools' | 'events'>): Agents => ({
  tools,
  events,
  forget: async ref => {
    await Promise.all([tools.forget(ref), events.forget(ref)])
  }
})
