import { describe, expect, test } from 'vitest'
import { freshRequest } from './fresh-request.ts'
import { judge } from './judge.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import { presets } from './presets.ts'
import { problemsOfReceiving } from './problems.ts'
import { Receiving } from './receiving.ts'
import { readRules } from './rules.ts'

/** Services that a maker can choose from, in the order of the list. */
const services = [
  'Asana',
  'Auth0 log streams',
  'AWS SNS',
  'Bitbucket Cloud',
  'Box v2',
  'Clerk',
  'CloudEvents webhook',
  'Discord interactions',
  'DocuSign Connect',
  'Dropbox',
  'Emailit',
  'GitBook',
  'GitHub',
  'GitLab (secret token)',
  'GitLab (signing token)',
  'Google Drive and Calendar watch',
  'HubSpot',
  'Intercom',
  'Jira Cloud',
  'Linear',
  'Mailgun',
  'Meta (Facebook, Instagram, WhatsApp)',
  'Microsoft Graph change notifications',
  'Notion',
  'Okta event hooks',
  'PagerDuty v3',
  'PayPal',
  'Salesforce outbound messages',
  'SendGrid event webhook',
  'Shopify',
  'Slack Events API',
  'Smartsheet',
  'Square',
  'Standard Webhooks',
  'Standard Webhooks (public key)',
  'Stripe',
  'Svix',
  'Telegram bots',
  'Trello',
  'Twilio',
  'WorkOS',
  'Zoom'
]

describe('the presets', () => {
  test('exist for every known service, each once, with their source', () => {
    expect(presets.map(({ name }) => name)).toEqual(services)
    for (const { source, checkedOn } of presets) {
      expect(new URL(source).protocol).toBe('https:')
      expect(checkedOn).toMatch(/^(\d{4}-\d\d-\d\d|unverified)$/)
    }
  })

  test('say so if nobody read them at the service', () => {
    expect(presets.filter(({ checkedOn }) => checkedOn === 'unverified').map(({ id }) => id)).toEqual([
      'bitbucket',
      'gitbook'
    ])
  })

  test('recognize duplicates, or have records that do', () => {
    const without = presets.filter(
      ({ receiving }) => receiving.deliveryId === '' && receiving.recordId === ''
    )
    expect(without.map(({ id }) => id)).toEqual(['dropbox'])
  })
})

describe.each(presets.map(preset => ({ id: preset.id, preset })))('$id', ({ preset }) => {
  test('has rules that are valid and without a problem', () => {
    expect(Receiving.parse(preset.receiving)).toEqual(preset.receiving)
    expect(problemsOfReceiving(preset.receiving)).toEqual([])
  })

  test.each(preset.vectors.map(vector => ({ name: vector.name, vector })))(
    'accepts a request that was $name',
    ({ vector }) => {
      const { receiving } = preset
      const verdict = judge(
        readRules(receiving),
        freshRequest(vector.request, vector.eventUrl, { id: '', number: 0, now: 0 }),
        {
          keys: readKeys(receiving, vector.keys),
          now: vector.at,
          cryptography: nodeCryptography,
          phase: 'live',
          captured: []
        }
      )
      expect(verdict).toMatchObject({ is: 'accepted', matched: { scheme: vector.scheme, key: 0 } })
    }
  )
})
