import { cardSpecs } from '@hookwright/cards'
import { catalogOfMaker, kindOf, problemsOf } from '@hookwright/engine'
import { Authentication, Branding, Flow, FlowName } from '@hookwright/model'
import { services } from '@hookwright/model/services'
import { expect, test } from 'vitest'
import { authenticationDraftOf } from '../authentication/authentication-draft.ts'
import { validateAuthentication } from '../authentication/read-draft.ts'
import { startOfService } from './service-start.ts'

const ids = () => {
  let last = 0
  return () => `n${++last}`
}

test.each(services.map(service => [service.name, service] as const))(
  '%s becomes a connector with an event that can be deployed',
  (_name, service) => {
    const { authentication, branding, flows } = startOfService(service).make(ids())
    expect(Authentication.parse(authentication)).toEqual(authentication)
    expect(Branding.parse(branding)).toEqual(branding)
    const [event] = flows
    expect(FlowName.safeParse(event?.name).success).toBe(true)
    const doc = Flow.parse(event?.doc)
    expect(kindOf(doc, cardSpecs)).toBe('webhook-event')
    const catalog = catalogOfMaker(authentication, [], cardSpecs)
    expect(problemsOf(doc, cardSpecs, catalog)).toEqual([])
    // What is left to a maker: the base URL of a service that has one for each customer, and the OAuth client.
    const left = new Set(Object.values(validateAuthentication(authenticationDraftOf(authentication))))
    expect([...left].filter(error => !/base URL|client ID/i.test(error))).toEqual([])
  }
)

test('GitHub gets OAuth, a verification, and the outputs of its sample', () => {
  const github = services.find(({ id }) => id === 'github')
  if (github === undefined) throw new Error('GitHub is known.')
  const start = startOfService(github)
  expect(start.facts.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'Sign-in: OAuth 2 at github.com',
    'Verification: HMAC-SHA256 in X-Hub-Signature-256',
    'Skipped events: The ping that GitHub sends when a webhook is made',
    'Event: A Webhook Event with outputs from a sample'
  ])
  const { authentication, branding, flows } = start.make(ids())
  expect(authentication).toMatchObject({ kind: 'authorization-code', allowedHosts: ['api.github.com'] })
  expect(branding.logo).toBe('/logos/github.svg')
  const cards = Object.values(flows[0]?.doc.cards ?? {})
  const outputs = JSON.stringify(cards.find(({ type }) => type === 'return-outputs')?.config)
  for (const label of ['Action', 'Number', 'Title', 'Full name']) expect(outputs).toContain(label)
})

test('the event of a service keeps at its card what is to be done before it is turned on', () => {
  const github = services.find(({ id }) => id === 'github')
  if (github === undefined) throw new Error('GitHub is known.')
  const { notes, make } = startOfService(github)
  const [event] = make(ids()).flows
  expect(notes.length).toBeGreaterThan(0)
  expect(event?.doc.cards[event.doc.strip[0] ?? '']?.note).toBe(
    ['Before you turn the flow on:', ...notes].join('\n')
  )
})

test('the event of GitHub tells its users where the Event URL and the secret are entered there', () => {
  const [event] = known('github').make(ids()).flows
  expect(event?.doc.cards[event.doc.strip[0] ?? '']?.config.byHandNote).toBe(
    [
      'Open the settings of the repository or organization, then Webhooks › Add webhook.',
      'Paste the Event URL as Payload URL and the Signing Secret as Secret.',
      'Choose application/json as content type.'
    ].join('\n')
  )
})

const known = (id: string) => {
  const service = services.find(each => each.id === id)
  if (service === undefined) throw new Error(`${id} is known.`)
  return startOfService(service)
}

test('Mailgun gets basic authentication with the user “api” and an API key', () => {
  const { facts, make } = known('mailgun')
  expect(facts[0]).toEqual({
    label: 'Sign-in',
    text: 'Basic authentication with the user “api” at api.mailgun.net'
  })
  const { authentication } = make(ids())
  expect(authentication).toMatchObject({
    kind: 'basic',
    baseUrl: { value: 'https://api.mailgun.net' },
    allowedHosts: ['api.mailgun.net']
  })
  expect(authentication.fields.map(({ label, source }) => [label, source?.from ?? 'entered'])).toEqual([
    ['Username', 'fixed'],
    ['API key', 'entered'],
    ['Webhook signing key', 'entered']
  ])
})

test('an assumed sign-in is marked as assumed', () => {
  expect(known('sendgrid').facts[0]).toMatchObject({ label: 'Sign-in', isAssumed: true })
})

test('a signing secret is distinguished from the secret of the OAuth client, and has help', () => {
  const { fields } = known('intercom').make(ids()).authentication
  expect(fields.map(({ label, help }) => [label, help])).toEqual([
    ['Client secret for signature verification', 'The key is the client secret of the app.']
  ])
})
