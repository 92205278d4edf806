import { describe, expect, it } from 'vitest'
import { noAuthentication } from '../connectors/authentication.ts'
import { literal, pill, text } from '../flows/binding.ts'
import type { Card } from '../flows/flow.ts'
import { hostsOf } from './hosts-of.ts'

const flowWith = (card: Pick<Card, 'type'> & Partial<Card>, name = 'A') => ({
  name,
  doc: { schemaVersion: 1 as const, strip: ['a'], cards: { a: { id: 'a', config: {}, inputs: {}, ...card } } }
})

describe('the hosts that are called', () => {
  it('include those of the authentication and of the requests, each once', () => {
    const authentication = {
      ...noAuthentication,
      baseUrl: literal('https://api.acme.example'),
      allowedHosts: ['api.acme.example']
    }
    const url = text('https://files.acme.example/', pill('start', 'id'))
    const flow = flowWith({ type: 'raw-request', inputs: { url } }, 'User created')
    expect(hostsOf({ authentication, flows: [flow] })).toEqual([
      { host: 'api.acme.example', places: ['Authentication'] },
      { host: 'files.acme.example', places: ['User created'] }
    ])
  })

  it.each([
    [text('https://', pill('connection', 'shop'), '.acme.example/a'), '*.acme.example'],
    [literal('HTTPS:\\\\User@Acme.Example:443\\a'), 'acme.example'],
    [literal(' ht\ntps:/acme.example:8443'), 'acme.example:8443'],
    [literal('//bücher.example/x'), 'xn--bcher-kva.example'],
    [pill('start', 'url'), '*'],
    [literal('/users'), undefined]
  ])('include the host of a URL, case %#', (url, host) => {
    expect(hostsOf({ flows: [flowWith({ type: 'raw-request', inputs: { url } })] })[0]?.host).toBe(host)
  })

  it.each(['return-outputs', 'return', 'object-construct'])(
    'include none for a value named url by %s',
    type => {
      const inputs = { url: pill('start', 'body', ['url']) }
      expect(hostsOf({ flows: [flowWith({ type, inputs })] })).toEqual([])
    }
  )

  it('include those from which receiving rules fetch keys', () => {
    const config = { receiving: { verify: [{ key: { from: 'jwks', url: 'https://keys.acme.example/a' } }] } }
    expect(hostsOf({ flows: [flowWith({ type: 'webhook-event', config }, '')] })).toEqual([
      { host: 'keys.acme.example', places: ['Unnamed flow'] }
    ])
  })
})
