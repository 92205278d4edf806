import { errors } from 'oidc-provider'
import type { AgentGrants } from '../sign-in/agent-grants.ts'
import type { OauthPayload, OauthRecords } from '../sign-in/oauth-records.ts'

/**
 * Storage for one kind of oidc-provider's objects (“model”), such as access tokens, with the methods that the
 * library requires.
 */
export interface OauthAdapter {
  upsert: (id: string, payload: OauthPayload, seconds?: number) => Promise<void>
  find: (id: string) => Promise<OauthPayload | undefined>
  findByUserCode: (code: string) => Promise<undefined>
  findByUid: (uid: string) => Promise<OauthPayload | undefined>
  consume: (id: string) => Promise<void>
  destroy: (id: string) => Promise<void>
  revokeByGrantId: (grantId: string) => Promise<void>
}

/**
 * Storage for oidc-provider's sessions, which stores nothing. Members are signed in to Hookwright instead,
 * and must consent each time.
 */
const forgetful: OauthAdapter = {
  upsert: async () => {},
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => {},
  destroy: async () => {},
  revokeByGrantId: async () => {}
}

/** Returns a function that creates the storage for one kind (“model”) of oidc-provider's objects. */
export const createOauthAdapters = (params: {
  records: OauthRecords
  grants: Pick<AgentGrants, 'revoke'>
  /** Called when a grant is revoked by its client, or because a token was used twice. */
  revoked: (grantId: string) => Promise<void>
}): ((model: string) => OauthAdapter) => {
  const { records, revoked } = params
  return model => {
    if (model === 'Session') return forgetful
    return {
      upsert: (id, payload, seconds) => records.put(model, id, payload, seconds),
      find: async id => (await records.find(model, id)) ?? undefined,
      findByUserCode: async () => undefined,
      findByUid: async uid => (await records.findByUid(model, uid)) ?? undefined,
      consume: async id => {
        // Of two requests with the same code or token one is too late.
        if (!(await records.consume(model, id))) throw new errors.InvalidGrant('it was used already')
      },
      destroy: id => records.remove(model, id),
      revokeByGrantId: revoked
    }
  }
}
