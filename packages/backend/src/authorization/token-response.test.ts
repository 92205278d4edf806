import { expect, test } from 'vitest'
import { readTokenResponse } from './token-response.ts'

const plain = { tokenPath: '', anyTokenType: false }
const answer = (body: unknown, status = 200, type = 'application/json') => ({
  status,
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body)
})

test('a response that follows the specification is read unchanged, without its ID token', () => {
  const body = {
    access_token: 'a',
    token_type: 'Bearer',
    expires_in: 60,
    refresh_token: 'r',
    scope: 'x',
    id_token: 'e30.e30.'
  }
  expect(readTokenResponse(answer(body), plain)).toEqual({
    is: 'token',
    json: { access_token: 'a', token_type: 'bearer', expires_in: 60, refresh_token: 'r' }
  })
})

test.each([
  ['a form', 'access_token=a&token_type=bearer&expires_in=60&scope=repo', { expires_in: 60 }],
  [
    'no type, and nothing but null beside the token',
    { access_token: 'a', refresh_token: null, expires_in: null },
    {}
  ],
  ['a lifetime as text', { access_token: 'a', expires_in: '60' }, { expires_in: 60 }],
  ['a lifetime of zero, which means none', { access_token: 'a', expires_in: 0 }, {}],
  ['scopes as a list', { access_token: 'a', scope: ['x'] }, {}]
])('quirk: %s', (_, body, more) => {
  expect(readTokenResponse(answer(body), plain)).toEqual({
    is: 'token',
    json: { access_token: 'a', token_type: 'bearer', ...more }
  })
})

test('a token is found at the path of the grant', () => {
  const body = { ok: true, access_token: 'bot', authed_user: { access_token: 'user', token_type: 'user' } }
  const at = (tokenPath: string) => readTokenResponse(answer(body), { tokenPath, anyTokenType: true })
  expect(at('authed_user')).toMatchObject({ json: { access_token: 'user' } })
  expect(at('authed_user.access_token')).toMatchObject({ json: { access_token: 'user' } })
  expect(at('nobody')).toEqual({
    is: 'unreadable',
    why: 'its answer has no access_token at “nobody”.'
  })
})

test.each([
  ['with status 400', answer({ error: 'invalid_grant', error_description: 'Gone' }, 400)],
  ['with status 200', answer({ error: 'invalid_grant', error_description: 'Gone' })],
  ['as an object', answer({ error: { type: 'invalid_grant', message: 'Gone' } }, 400)],
  ['as a form', answer('error=invalid_grant&error_description=Gone', 200, 'text/plain')]
])('an error response is read %s', (_, response) => {
  expect(readTokenResponse(response, plain)).toEqual({
    is: 'error',
    json: { error: 'invalid_grant', error_description: 'Gone' }
  })
})

test.each([
  [
    'HTML',
    answer('<html><p>Sign in</p></html>', 200, 'text/html'),
    'it answered 200 with text/html instead of JSON.'
  ],
  ['nonsense', answer('¯\\_(ツ)_/¯', 200, 'text/plain'), 'it answered 200 with text/plain instead of JSON.'],
  ['nothing', { status: 204, headers: {}, body: '' }, 'it answered 204 with an empty body instead of JSON.'],
  ['a redirect', answer('', 302), 'it redirected with status 302.'],
  ['a list', answer([{ access_token: 'a' }]), 'it answered 200 with application/json instead of JSON.'],
  ['a refusal without a reason', answer({}, 403), 'it answered 403.'],
  [
    'another token type',
    answer({ access_token: 'a', token_type: 'mac' }),
    'the token type “mac” is not supported; only Bearer is.'
  ],
  ['a line break in the token', answer({ access_token: 'a\r\nb' }), 'its token cannot be sent in a header.'],
  ['a huge token', answer({ access_token: 'x'.repeat(20_000) }), 'its token cannot be sent in a header.']
])('%s is not accepted as a token', (_, response, why) => {
  expect(readTokenResponse(response, plain)).toEqual({ is: 'unreadable', why })
})
