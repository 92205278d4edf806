import { type Flow, literal, one, pill, text } from '@hookwright/model'
import { card, textField } from './flow-docs.ts'

/**
 * Helper flow with most variants of cards: settings, lists, blocks, notes, skipped cards and cards with
 * problems.
 */
export const shownFlow: Flow = {
  schemaVersion: 1,
  strip: ['start', 'ask', 'fork', 'build', 'note', 'skipped', 'faulty', 'return'],
  cards: {
    start: card('start', 'helper-flow', {
      config: {
        inputs: [
          textField('who', 'Who'),
          { id: 'user', label: 'User', fieldType: 'text-field', dataType: one('object'), required: true },
          {
            id: 'tags',
            label: 'Tags',
            fieldType: 'text-field',
            dataType: { kind: 'text', list: true },
            required: false
          }
        ]
      }
    }),
    ask: card('ask', 'raw-request', {
      title: 'Ask the directory',
      config: { method: 'GET', authenticate: true, failOnError: false, expectJson: true, timeoutSeconds: 30 },
      inputs: { url: literal('/me'), query: pill('start', 'user', ['filter']) }
    }),
    fork: card('fork', 'if-else', {
      config: { operator: 'less', joins: [{ id: 'greeting', label: 'Greeting', dataType: one('text') }] },
      inputs: { left: pill('ask', 'statusCode'), right: literal('300') },
      blocks: [
        { id: 'then', strip: ['hello'], joins: { greeting: pill('hello', 'output') } },
        { id: 'else', strip: ['sorry', 'log'], joins: { greeting: pill('sorry', 'output') } }
      ]
    }),
    hello: card('hello', 'compose', {
      inputs: {
        text: text('Hello ', pill('start', 'who'), ',\nwelcome to ', pill('ask', 'json', ['name']), '.')
      }
    }),
    sorry: card('sorry', 'compose', {
      title: 'Say sorry',
      inputs: { text: text('Sorry ', pill('start', 'who')) }
    }),
    log: card('log', 'hash', {
      config: { algorithm: 'sha256', encoding: 'hex' },
      inputs: { text: pill('sorry', 'output') }
    }),
    build: card('build', 'object-construct', {
      config: {
        keys: [
          { id: 'k1', key: 'greeting', dataType: one('text') },
          { id: 'k2', key: 'sent', dataType: one('boolean') },
          { id: 'k3', key: 'at', dataType: one('date') }
        ]
      },
      inputs: { k1: pill('fork', 'greeting'), k2: literal(true) }
    }),
    note: card('note', 'note', {
      config: { text: 'The directory answers 404 for people who have not signed in yet; that is no fault.' }
    }),
    skipped: card('skipped', 'now', { skipped: true }),
    faulty: card('faulty', 'hmac', {
      title: 'Sign what goes out, with a name that is rather long',
      config: { algorithm: 'sha256', encoding: 'base64', keyEncoding: 'hex' },
      inputs: { text: pill('build', 'output'), old: literal('x') }
    }),
    return: card('return', 'return', {
      config: { fields: [textField('greeting', 'Greeting')] },
      inputs: { greeting: pill('fork', 'greeting') }
    })
  }
}
