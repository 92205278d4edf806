import { describe, expect, it } from 'vitest'
import { checkHost } from './allowed-host.ts'

const outcome = (
  url: string,
  baseUrl: string,
  allowedHosts: string[],
  outboundAllow: string[] = []
): string => {
  try {
    checkHost(new URL(url), { baseUrl, allowedHosts, outboundAllow: new Set(outboundAllow) })
    return 'allowed'
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'another error'
  }
}

describe('credentials', () => {
  const base = 'https://api.example.com/v1'

  it.each([
    ['https://api.example.com/x', base, []],
    ['https://api.example.com:443/x', base, []],
    ['https://api.example.com:8443/x', 'https://api.example.com:8443', []],
    ['http://127.0.0.1:3001/x', 'http://127.0.0.1:3001', []],
    ['http://[::1]:3001/x', 'http://[::1]:3001', []],
    ['https://api.example.com/x', '', ['api.example.com']],
    ['https://API.example.com/x', '', ['other.example', 'api.example.com']],
    ['https://api.example.com:8443/x', base, ['api.example.com:8443']],
    ['https://eu.example.com/x', base, ['*.example.com']],
    ['https://a.b.example.com/x', base, ['*.example.com']],
    ['https://eu.example.com:8443/x', base, ['*.example.com:8443']]
  ])('may go to %s for base %j and hosts %j', (url, baseUrl, hosts) => {
    expect(outcome(url, baseUrl, hosts)).toBe('allowed')
  })

  it.each([
    ['https://evil.example/x', base, []],
    ['https://api.example.com:8443/x', base, []],
    ['https://api.example.com.evil.example/x', base, []],
    ['https://xapi.example.com/x', base, []],
    ['https://api.example.com./x', base, []],
    ['https://api.example.com/x', '', []],
    ['https://api.example.com/x', base, ['other.example']],
    ['https://api.example.com:8443/x', base, ['api.example.com']],
    ['https://example.com/x', base, ['*.example.com']],
    ['https://evilexample.com/x', base, ['*.example.com']],
    ['https://eu.example.com:8443/x', base, ['*.example.com']],
    ['https://sub.api.example.com/x', base, ['api.example.com']]
  ])('may not go to %s for base %j and hosts %j', (url, baseUrl, hosts) => {
    expect(outcome(url, baseUrl, hosts)).toBe('http.host-not-allowed')
  })

  it('use plain http only if the base URL does or the origin is allowed for outbound calls', () => {
    const hosts = ['api.example.com:80', 'api.example.com']
    expect(outcome('http://api.example.com/x', base, hosts)).toBe('http.url')
    expect(outcome('http://api.example.com/x', '', hosts)).toBe('http.url')
    expect(outcome('http://api.example.com/x', 'http://api.example.com', hosts)).toBe('allowed')
    expect(outcome('http://api.example.com/x', base, hosts, ['http://api.example.com'])).toBe('allowed')
  })
})
