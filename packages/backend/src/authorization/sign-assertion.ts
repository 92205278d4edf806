import { type Binding, Fault, type JwtAssertion, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { readParameters } from './read-bindings.ts'

/** Assertion with its bindings resolved for one connection. */
export interface ResolvedAssertion {
  algorithm: JwtAssertion['algorithm']
  privateKey: string
  keyId: string
  issuer: string
  subject: string
  /** Audience of the assertion. If empty, the token URL is the audience. */
  audience: string
  lifetime: number
  claims: Record<string, string>
}

/** Evaluates the bindings of an assertion with `read`, a function from `bindingReader`. */
export const resolveAssertion = (
  { algorithm, lifetime, claims, ...bound }: JwtAssertion,
  read: (binding: Binding) => string
): ResolvedAssertion => ({
  algorithm,
  lifetime,
  privateKey: read(bound.privateKey),
  keyId: read(bound.keyId),
  issuer: read(bound.issuer),
  subject: read(bound.subject),
  audience: read(bound.audience),
  claims: readParameters(claims, read)
})

const algorithms = { RS256: 'rsa-sha256', ES256: 'ecdsa-sha256' } as const

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** Signs an assertion (RFC 7523, 3) that is valid from now on. Throws `connection.key-unusable`. */
export const signAssertion = (
  effects: Pick<Effects, 'clock' | 'cryptography' | 'newId'>,
  assertion: ResolvedAssertion,
  tokenUrl: string
): string => {
  const { algorithm, privateKey, keyId, issuer, subject, audience, lifetime, claims } = assertion
  const now = Math.floor(effects.clock() / SECOND)
  const header = { alg: algorithm, typ: 'JWT', ...(keyId !== '' && { kid: keyId }) }
  const payload = {
    ...claims,
    iss: issuer,
    ...(subject !== '' && { sub: subject }),
    aud: audience === '' ? tokenUrl : audience,
    iat: now,
    exp: now + lifetime,
    jti: effects.newId()
  }
  const signed = `${encode(header)}.${encode(payload)}`
  try {
    const signature = effects.cryptography.sign({
      algorithm: algorithms[algorithm],
      privateKey,
      content: [signed],
      joined: true
    })
    return `${signed}.${Buffer.from(signature).toString('base64url')}`
  } catch {
    throw new Fault('connection.key-unusable', { algorithm })
  }
}
