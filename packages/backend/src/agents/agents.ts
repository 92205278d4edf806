import type { AgentRef } from '@hookwright/model'
import type { AgentEvents } from './agent-events.ts'
import type { AgentTools } from './agent-tools.ts'

/** Tools and events for agents: clients that act for members over the Model Context Protocol. */
export interface Agents {
  tools: AgentTools
  events: AgentEvents
  /** Ends the subscriptions and waiting calls of a revoked client. May be called repeatedly. */
  forget: (ref: AgentRef) => Promise<void>
}

/** Combines the services for tools and for events into one. */
export const createAgents = ({ tools, events }: Pick<Agents, 'tools' | 'events'>): Agents => ({
  tools,
  events,
  forget: async ref => {
    await Promise.all([tools.forget(ref), events.forget(ref)])
  }
})
