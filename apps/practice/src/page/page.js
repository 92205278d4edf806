/** The script of the page of Acme HR: it calls the API for the forms. */

import { act, call, onSubmit } from './live.js'

/** @typedef {import('./live.js').Answer} Answer */

/**
 * Sums up what became of the deliveries of an event.
 *
 * @param {Answer | undefined} answer
 * @returns {string}
 * @throws Error with a sentence, unless all were accepted
 */
function tellSent({ sent = [] } = {}) {
  const good = sent.filter(({ status = 0 }) => status >= 200 && status < 300).length
  if (sent.length === 0)
    throw new Error(
      'Nothing was sent because this event has no subscription. Turn on a flow in Hookwright that listens to it, then send again.'
    )
  if (good === sent.length)
    return sent.length === 1 ? 'Sent and accepted.' : `${good} deliveries sent, all accepted.`
  throw new Error(
    `Of ${sent.length} deliveries, ${good} were accepted. The list shows the result of the others.`
  )
}

/**
 * Returns the fields of an event that a person filled in.
 *
 * @param {string} eventType
 * @returns {Record<string, string | number>}
 */
function dataOf(eventType) {
  const inputs = document.querySelectorAll(`[data-record="${eventType}"] input`)
  const filled = [...inputs].flatMap(input => {
    if (!(input instanceof HTMLInputElement) || input.value === '') return []
    return [[input.dataset.field ?? '', input.type === 'number' ? Number(input.value) : input.value]]
  })
  return Object.fromEntries(filled)
}

/** Shows the address that the service makes of the name, until one is entered. */
function showEmail() {
  const [first, last, email] = ['firstName', 'lastName', 'email'].map(field =>
    document.querySelector(`[data-record="user.created"] [data-field="${field}"]`)
  )
  if (!(first instanceof HTMLInputElement && last instanceof HTMLInputElement)) return
  if (!(email instanceof HTMLInputElement)) return
  const [one, other] = [first, last].map(({ value }) =>
    value
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, '')
  )
  email.placeholder = one && other ? `${one}.${other}@example.com` : 'made up'
}

document.addEventListener('input', showEmail)

onSubmit((form, button, given) => {
  if (form.id === 'event-form') {
    const list = given.get('list')
    const eventType = String(given.get('eventType'))
    const wanted = {
      eventType,
      list: list === '' ? null : list === 'true',
      records: Number(given.get('records')),
      count: Number(given.get('count')),
      data: dataOf(eventType)
    }
    void act(button, async () => tellSent(await call('POST', '/api/events', wanted)))
  }
  if (form.id === 'dialect-form') {
    const { key, ...wanted } = Object.fromEntries(given)
    void act(button, async () => {
      const { secret = '' } =
        (await call('POST', '/api/subscriptions', { ...wanted, key: key || null })) ?? {}
      return `Subscribed. Its events are signed with this secret: ${secret}`
    })
  }
  if (form.id === 'faults-form') {
    const wanted = {
      create: given.get('create') || null,
      remove: given.get('remove') || null,
      slowMs: Number(given.get('slowMs')),
      once: given.has('once')
    }
    void act(button, async () => {
      await call('PUT', '/api/faults', wanted)
      return wanted.create || wanted.remove ? 'It now fails as chosen.' : 'Everything works.'
    })
  }
})
