import { describe, expect, test } from 'vitest'
import { asPython } from './as-python.ts'

const post = { method: 'POST', url: 'http://127.0.0.1:3000/e/habc', headers: [], body: { text: '' } }

describe('a Python script', () => {
  test('has the expected form', () => {
    expect(
      asPython({
        ...post,
        headers: [
          { name: 'Content-Type', value: 'application/json' },
          { name: 'X-Two', value: 'b' },
          { name: 'x-two', value: 'a' }
        ],
        body: { text: '{"name":"Zoë"}\n' }
      })
    ).toBe(
      [
        'import urllib.request',
        '',
        'request = urllib.request.Request(',
        '    "http://127.0.0.1:3000/e/habc",',
        '    method="POST",',
        '    headers={',
        '        "Content-Type": "application/json",',
        '        "X-Two": "b, a",',
        '    },',
        String.raw`    data="{\"name\":\"Zoë\"}\n".encode(),`,
        ')',
        'with urllib.request.urlopen(request) as response:',
        '    print(response.status, response.read().decode())'
      ].join('\n')
    )
  })

  test('sends binary bodies, and adds no content type', () => {
    const script = asPython({ ...post, body: { base64: '/wCA' } })
    expect(script).toMatch(/^import base64\n/)
    expect(script).toContain('data=base64.b64decode("/wCA"),')
    expect(script).toContain('"Content-Type": "",')
  })

  test('has no headers and no data without any', () => {
    expect(asPython({ ...post, method: 'HEAD' })).not.toMatch(/headers|data/)
  })
})
