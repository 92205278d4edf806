import type { HandshakeRule } from '../receiving/receiving.ts'

/** A handshake that keeps the secret in its header `x-hook-secret` as `hook`, and sends it back; `over` says what is otherwise. */
export const aHandshake = (over: Partial<HandshakeRule> = {}): HandshakeRule => ({
  id: 'meet',
  when: [{ of: '{header.x-hook-secret}', is: 'present', text: '' }],
  verified: false,
  phase: 'registering',
  key: null,
  require: [],
  unmetStatus: 403,
  capture: [{ name: 'hook', value: '{header.x-hook-secret}' }],
  respond: {
    status: 200,
    headers: [{ name: 'x-hook-secret', value: '{header.x-hook-secret}' }],
    body: { is: 'empty' }
  },
  confirm: null,
  ...over
})
