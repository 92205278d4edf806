import { ownScope, type SignedIn } from './own.ts'
import { mayCall, seesAll } from './permissions.ts'
import { findSurvival, type Survival } from './survival.ts'
import type { Sample } from './trpc.ts'

/** Ids of the first steps, in order. The last step is a bonus and is not counted. */
const items = [
  'load-sample',
  'open-flow',
  'turn-on',
  'send-event',
  'see-run',
  'stop-server',
  'sign-in'
] as const

/** Progress of a person through the first steps. */
export interface Checklist {
  sample: Sample | null
  practiceUrl: string | null
  /** Process id of the server, used to stop it; null for members who may not build connectors. */
  processId: number | null
  /** Proof that the sample's flow survived the last server restart; null if there is none. */
  survival: Survival | null
  /**
   * The first steps, in order. `done` is null for a step that is done by viewing a page, since the server
   * does not record that.
   */
  items: { id: (typeof items)[number]; done: boolean | null }[]
}

/** Returns true if the member has signed in at Acme Chat with their own connection. */
const hasSignedIn = async ({ backend, person }: SignedIn, sample: Sample | null): Promise<boolean> => {
  const chat = sample?.chat ?? null
  if (chat === null) return false
  const { connectorId } = chat
  return (await backend.connections.listWithSignIn({ connectorId, purpose: 'user' })).some(
    ({ id, ownerId, authorization }) =>
      ownerId === person.id && id !== chat.connectionId && authorization?.is === 'signed-in'
  )
}

/** Determines from the stored data which first steps a member has completed. */
export const checklistFor = async (context: SignedIn): Promise<Checklist> => {
  const { backend, person, installation, server } = context
  const sample = await context.sample.find(person)
  const scope = await ownScope(context, undefined)
  const { rows } = await backend.deliveries.list({ scope, limit: 1 })
  const survival = sample === null ? null : await findSurvival(context, sample.flowId)
  const done: Record<(typeof items)[number], boolean | null> = {
    'load-sample': sample !== null,
    'open-flow': null,
    'turn-on': await backend.subscriptions.wasOn(seesAll(person) ? null : person.id),
    'send-event': rows.length > 0,
    'see-run': null,
    'stop-server': survival !== null,
    'sign-in': await hasSignedIn(context, sample)
  }
  return {
    sample,
    practiceUrl: installation.practiceUrl,
    processId: mayCall(person.role, 'installation.loadSample') ? server.processId : null,
    survival,
    items: items.map(id => ({ id, done: done[id] }))
  }
}
