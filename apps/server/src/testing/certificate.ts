import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** A certificate and its key, both as PEM. */
export interface Certificate {
  name: string
  cert: string
  key: string
  privateKey: KeyObject
}

/** Encodes a value in DER (X.690): tag, length and content. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const ecdsaWithSha256 = sequence(hex('06082a8648ce3d040302'))

/** Encodes a distinguished name with only a common name. */
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(hex('0603550403'), der(0x0c, Buffer.from(text)))))

const timeOf = (at: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z`))

const extension = (oid: string, value: Buffer): Buffer => sequence(hex(oid), der(0x04, value))

/**
 * Creates a certificate (RFC 5280) for a host name, valid between two moments. Without an issuer it is self-signed and
 * a certificate authority.
 */
export const makeCertificate = (params: {
  name: string
  from: number
  until: number
  issuer?: Certificate
  /** Public key of the subject. */
  of?: KeyObject
}): Certificate => {
  const { name, from, until, issuer, of } = params
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const may = sequence(...(issuer === undefined ? [hex('0101ff')] : []))
  const extensions = sequence(
    extension('0603551d13', may),
    extension('0603551d11', sequence(der(0x82, Buffer.from(name))))
  )
  const serial = randomBytes(8)
  serial.writeUInt8(0x40, 0)
  const signed = sequence(
    der(0xa0, hex('020102')),
    der(0x02, serial),
    ecdsaWithSha256,
    nameOf(issuer?.name ?? name),
    sequence(timeOf(from), timeOf(until)),
    nameOf(name),
    (of ?? publicKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions)
  )
  const signature = sign('sha256', signed, issuer?.privateKey ?? privateKey)
  const whole = sequence(signed, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    name,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey
  }
}
