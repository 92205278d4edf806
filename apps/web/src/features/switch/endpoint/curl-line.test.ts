import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { curlLines } from './curl-line.ts'

const url = 'https://hooks.example.com/a/h1234'
const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
const body = '{"name":"Ada"}'

/**
 * Runs these lines in a shell and returns the arguments that curl would get. The test replaces curl by a
 * function that prints them.
 */
const argumentsOf = (lines: string): string[] =>
  execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${lines}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n')

test('a curl command has no extra header for an open endpoint, and one with the secret otherwise', () => {
  expect(argumentsOf(curlLines({ url, secret, security: { is: 'open' } }))).toEqual([
    ...['-X', 'POST', url, '-H', 'Content-Type: application/json', '-d', body]
  ])
  const security = { is: 'secret' as const, header: 'Authorization', prefix: 'Bearer ' }
  expect(argumentsOf(curlLines({ url, secret, security }))).toContain(`Authorization: Bearer ${secret}`)
})

test('the curl command of a signed endpoint computes the signature in the shell', () => {
  const hmac = argumentsOf(curlLines({ url, secret, security: { is: 'hmac', header: 'X-Sign' } }))
  expect(hmac).toContain(`X-Sign: sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)

  const standard = argumentsOf(curlLines({ url, secret, security: { is: 'standard-webhooks' } }))
  const headerOf = (name: string) =>
    standard.find(text => text.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
  const signed = `${headerOf('webhook-id')}.${headerOf('webhook-timestamp')}.${body}`
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  expect(headerOf('webhook-signature')).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  )
})
