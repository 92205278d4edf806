import {
  type Authentication,
  type CodeGrant,
  type Connection,
  type ConnectionValues,
  Fault,
  type Id,
  MINUTE,
  type Millis,
  redirectPathOf,
  toFault
} from '@hookwright/model'
import type { SignInAttempt, SignInClaim, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Authorizations } from './authorizations.ts'
import type { ClientSecrets } from './client-secrets.ts'
import { forgetClients } from './forget-clients.ts'
import { clientDocumentOf } from './found-client.ts'
import {
  type FoundGrant,
  findSignIn,
  foundTargetOf,
  isFoundGrant,
  resolveFoundGrant
} from './found-sign-in.ts'
import {
  authorizeUrlOf,
  type FoundClient,
  type FoundSignIn,
  type ResolvedCodeGrant,
  resolveCodeGrant
} from './resolve-code-grant.ts'
import { codeChallengeOf, exchangeCode } from './token-requests.ts'

/** Returns the `place` (associated data) for the encryption of a sign-in's code verifier. */
export const placeOfSignIn = (id: Id): string => `sign-in/${id}`

/** Hosts of a service and of its authorization server. */
export interface SignInHosts {
  service: string
  server: string
}

/** Sign-ins of connections at services with the authorization code grant. */
export interface SignIns {
  /**
   * Begins a sign-in and returns the URL to open in the browser. `host` is the host under which the browser
   * opened the page. `elsewhere` contains the hosts of the service and its authorization server if they
   * differ, to warn the person before signing in.
   * @throws {Fault} `oauth.other-address`, `connection.gone`, `connector.gone`, `connector.no-code-grant`,
   * `version.not-deployed`, and the errors of `resolveCodeGrant` and `findSignIn`.
   */
  begin: (params: {
    connectionId: Id
    session: string
    host: string
    returnTo: string
  }) => Promise<{ url: string; elsewhere: SignInHosts | null }>
  /**
   * Completes a sign-in with the response of the service. A returned fault is shown to the person. `returnTo`
   * is the path of the page that began the sign-in. It is null if unknown.
   */
  complete: (params: {
    connectorKey: string
    /** Hash of the authorization server in the redirect URL of a discovered sign-in. */
    serverHash?: string | undefined
    session: string | null
    parameters: URLSearchParams
  }) => Promise<{ returnTo: string | null; fault: Fault | null }>
  /**
   * Returns the clients that were registered for a connection: the client of its tokens and those of
   * unfinished sign-ins. Deletes the unfinished sign-ins.
   */
  takeClients: (connectionId: Id) => Promise<FoundClient[]>
  /** Returns the document that describes the client of a connector to an authorization server. */
  clientDocument: (of: { connectorKey: string; serverHash: string }) => object
}

/** Time limit for a person to sign in at the service. */
const SIGN_IN_TIME: Millis = 10 * MINUTE

/** Data stored at the start of a sign-in, with which the returned code is exchanged for tokens. */
interface Exchange {
  verifier: string
  redirectUrl: string
  /** Discovered sign-in; absent if the maker entered it. */
  found?: FoundSignIn
}

/** Opened connection with its authentication. */
export interface SignInSubject {
  connection: Connection
  values: ConnectionValues
  authentication: Authentication
  connectorKey: string
}

const faultOfClaim = ({ is }: Exclude<SignInClaim, { is: 'claimed' }>): Fault => {
  switch (is) {
    case 'unknown':
      return new Fault('oauth.unknown-state')
    case 'used':
      return new Fault('oauth.used-state')
    case 'expired':
      return new Fault('oauth.expired-state', { minutes: SIGN_IN_TIME / MINUTE })
    case 'other-session':
      return new Fault('oauth.other-session')
  }
}

/**
 * Checks that the browser opened the page under the host of the public URL. The service redirects to the
 * public URL, and browsers do not send the session cookie to another host. Ports do not matter for cookies.
 * Throws `oauth.other-address`.
 */
const checkAddress = (publicUrl: string, host: string): void => {
  const { protocol, hostname } = new URL(publicUrl)
  const address = `${protocol}//${host}`
  if (URL.canParse(address) && new URL(address).hostname === hostname) return
  throw new Fault('oauth.other-address', { publicUrl, address: host })
}

/** Returns a parameter that occurs exactly once in a response; null otherwise. */
const single = (parameters: URLSearchParams, name: string): string | null => {
  const [value, ...more] = parameters.getAll(name)
  return value === undefined || value === '' || more.length > 0 ? null : value
}

/**
 * Returns the issuer that a response names (RFC 9207); null if it names none. The issuer must be the expected
 * one or, if none is expected, have the origin of the authorize URL. A response must name it only if the
 * metadata of a discovered server promise that. Throws `oauth.wrong-issuer`.
 */
const issuerIn = (
  parameters: URLSearchParams,
  { issuer, authorizeUrl, found }: ResolvedCodeGrant
): string | null => {
  const iss = parameters.get('iss')
  if (iss === null && found?.namesIssuer === true)
    throw new Fault('oauth.wrong-issuer', { given: '(none)', expected: issuer })
  if (iss === null) return null
  const { origin } = new URL(authorizeUrl)
  const fits = issuer === '' ? URL.canParse(iss) && new URL(iss).origin === origin : iss === issuer
  if (fits && parameters.getAll('iss').length === 1) return iss
  throw new Fault('oauth.wrong-issuer', { given: iss.slice(0, 200), expected: issuer || origin })
}

/**
 * Checks the response of the service. Throws `oauth.refused` for an error and `oauth.no-code` if the code is
 * missing.
 */
const checkAnswer = (parameters: URLSearchParams): void => {
  const error = single(parameters, 'error')
  if (error !== null) {
    const words = [error, single(parameters, 'error_description') ?? ''].filter(part => part !== '')
    throw new Fault('oauth.refused', {
      why: `it answered ${words.join(': ').slice(0, 300).replace(/\.$/, '')}.`
    })
  }
  if (single(parameters, 'code') === null) throw new Fault('oauth.no-code')
}

/**
 * Returns the hosts of a discovered sign-in and its service. Null if they are equal or the sign-in was not
 * discovered.
 */
const hostsOf = ({ found, authorizeUrl }: ResolvedCodeGrant): SignInHosts | null => {
  if (found === undefined) return null
  const hosts = { service: new URL(found.address).host, server: new URL(authorizeUrl).host }
  return hosts.service === hosts.server ? null : hosts
}

export const createSignIns = (params: {
  store: Pick<Store, 'signIns'>
  effects: Effects
  publicUrl: () => string
  clients: ClientSecrets
  authorizations: Pick<Authorizations, 'keep' | 'foundFor'>
  /** Opens a connection. Throws `connection.gone`, `connector.gone`, `version.not-deployed`. */
  subjectOf: (connectionId: Id) => Promise<SignInSubject>
  /** Called when a connection is signed in. */
  signedIn: (connectionId: Id) => void
}): SignIns => {
  const { store, effects, publicUrl, clients, authorizations, subjectOf, signedIn } = params

  const clientsOf = (attempts: Pick<SignInAttempt, 'id' | 'sealed'>[]): FoundClient[] =>
    attempts.flatMap(({ id, sealed }) => {
      try {
        const { found }: Exchange = JSON.parse(effects.sealer.open(sealed, placeOfSignIn(id)))
        return found === undefined ? [] : [found.client]
      } catch {
        // Sealed with another key; nobody knows its client any more.
        return []
      }
    })

  const heldClient = async (connectionId: Id): Promise<FoundClient | null> =>
    (await authorizations.foundFor(connectionId).catch(() => null))?.client ?? null

  /**
   * Deletes sign-ins that expired long ago. Also deregisters the client of each, unless the connection uses
   * it.
   */
  const forgetExpired = async (now: Millis): Promise<void> => {
    for (const attempt of await store.signIns.take({ now })) {
      const held = await authorizations.foundFor(attempt.connectionId).catch(() => undefined)
      // A connection that cannot be read may use it.
      if (held === undefined) continue
      await forgetClients(
        effects,
        clientsOf([attempt]).filter(({ id }) => id !== held?.client.id)
      )
    }
  }

  const random = (): string => Buffer.from(effects.randomBytes(32)).toString('base64url')

  /** Discovers the sign-in of a service. Reuses the connection's registered client if possible. */
  const find = async (
    { authentication, values, connection, connectorKey }: SignInSubject,
    grant: FoundGrant
  ): Promise<FoundSignIn> => {
    // Tokens that cannot be opened are replaced by this sign-in, so that they do not stop it.
    const held = await authorizations.foundFor(connection.id).catch(() => null)
    const target = foundTargetOf(authentication, grant, values)
    return findSignIn(
      { ...effects, newSecret: random },
      { ...target, publicUrl: publicUrl(), connectorKey, held }
    )
  }

  /**
   * Loads a connection with its resolved code grant. For a grant with discovered URLs, `found` is called to
   * get the sign-in.
   */
  const read = async (
    connectionId: Id,
    found: (subject: SignInSubject, grant: FoundGrant) => Promise<FoundSignIn>
  ): Promise<SignInSubject & { grant: CodeGrant; code: ResolvedCodeGrant }> => {
    const subject = await subjectOf(connectionId)
    const { authentication, values, connection } = subject
    const { code: grant } = authentication
    if (grant === undefined) throw new Fault('connector.no-code-grant')
    if (isFoundGrant(grant)) {
      const code = resolveFoundGrant(authentication, grant, values, await found(subject, grant))
      return { ...subject, grant, code }
    }
    const secrets = await clients.open(connection.connectorId)
    const code = resolveCodeGrant(authentication, grant, values, id => secrets.get(id) ?? null)
    return { ...subject, grant, code }
  }

  /**
   * Returns the discovered sign-in of an exchange. Throws if the connection's address has changed since the
   * sign-in began.
   */
  const begun = async (
    { authentication, values }: SignInSubject,
    grant: FoundGrant,
    { found }: Exchange
  ): Promise<FoundSignIn> => {
    const { address, baseOrigin } = foundTargetOf(authentication, grant, values)
    if (found?.address === address && found.baseOrigin === baseOrigin) return found
    throw new Fault('oauth.code-refused', {
      why: 'the address of the service was changed during the sign-in.'
    })
  }

  const completeClaimed = async (
    { id, connectionId, sealed }: SignInAttempt,
    { calledPath, parameters }: { calledPath: string; parameters: URLSearchParams }
  ): Promise<void> => {
    const exchange: Exchange = JSON.parse(effects.sealer.open(sealed, placeOfSignIn(id)))
    const { verifier, redirectUrl } = exchange
    // The code of another server, or of another connector, is sent to nobody.
    if (!redirectUrl.endsWith(calledPath)) throw new Fault('oauth.other-connector', { redirectUrl })
    const subject = await read(connectionId, (of, grant) => begun(of, grant, exchange))
    const issuer = issuerIn(parameters, subject.code)
    checkAnswer(parameters)
    const state = parameters.get('state') ?? ''
    const answer = { parameters, state, verifier, redirectUrl, issuer }
    const result = await exchangeCode(effects, subject.code, subject.grant, answer)
    if (result.is === 'refused') throw new Fault('oauth.code-refused', { why: result.why })
    const replaced = await heldClient(connectionId)
    await authorizations.keep(connectionId, subject.code, result.tokens, subject.grant.refreshes)
    if (replaced !== null && replaced.id !== subject.code.clientId) void forgetClients(effects, [replaced])
    signedIn(connectionId)
  }

  return {
    takeClients: async connectionId => {
      const held = await heldClient(connectionId)
      const left = clientsOf(await store.signIns.take({ connectionId }))
      return held === null ? left : [held, ...left]
    },
    clientDocument: of => clientDocumentOf({ ...of, publicUrl: publicUrl() }),
    begin: async ({ connectionId, session, host, returnTo }) => {
      checkAddress(publicUrl(), host)
      const { code, connectorKey } = await read(connectionId, find)
      const [state, verifier, id, now] = [random(), random(), effects.newId(), effects.clock()]
      const { found } = code
      const redirectUrl = found?.client.redirectUrl ?? `${publicUrl()}${redirectPathOf(connectorKey)}`
      const exchange: Exchange = { verifier, redirectUrl, ...(found !== undefined && { found }) }
      const attempt: SignInAttempt = {
        id,
        stateHash: effects.hashToken(state),
        connectionId,
        session,
        sealed: effects.sealer.seal(JSON.stringify(exchange), placeOfSignIn(id)),
        returnTo,
        expiresAt: now + SIGN_IN_TIME
      }
      await store.signIns.begin(attempt)
      forgetExpired(now).catch(thrown => {
        effects.log('Expired sign-ins could not be deleted. This is retried at the next sign-in.', {
          code: toFault(thrown).code
        })
      })
      const challenge = await codeChallengeOf(verifier)
      return { url: authorizeUrlOf(code, { state, challenge, redirectUrl }), elsewhere: hostsOf(code) }
    },
    complete: async ({ connectorKey, serverHash, session, parameters }) => {
      const state = single(parameters, 'state')
      if (state === null) return { returnTo: null, fault: new Fault('oauth.unknown-state') }
      const claim = await store.signIns.claim(effects.hashToken(state), session, effects.clock())
      if (claim.is !== 'claimed') {
        return { returnTo: 'returnTo' in claim ? claim.returnTo : null, fault: faultOfClaim(claim) }
      }
      const { returnTo } = claim.attempt
      try {
        const calledPath = redirectPathOf(connectorKey, serverHash)
        await completeClaimed(claim.attempt, { calledPath, parameters })
        return { returnTo, fault: null }
      } catch (thrown) {
        return { returnTo, fault: toFault(thrown) }
      }
    }
  }
}
