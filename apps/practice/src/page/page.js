/** The script of the page: it calls the API for buttons and forms, and keeps the page up to date. */

/** Refresh interval of the page, in milliseconds. */
const interval = 2000

/** Forms a person has begun to fill in; they are left alone until sent. */
const begun = new WeakSet()

let apiKey = apiKeyOf(document)

/** @param {Document} page */
function apiKeyOf(page) {
  return page.querySelector('meta[name="api-key"]')?.getAttribute('content') ?? ''
}

/**
 * Says something to the person, also to one who listens instead of looking.
 *
 * @param {string} sentence
 * @param {'good' | 'bad'} how
 */
function say(sentence, how) {
  const said = document.getElementById('said')
  if (!said) return
  said.textContent = sentence
  said.className = `said ${how}`
}

/**
 * Parts of an answer that the page reads: a refusal, a failed delivery, or the results of several.
 *
 * @typedef {{ error?: string | { message: string }, sent?: { status?: number }[], status?: number | string, secret?: string }} Answer
 */

/**
 * Calls the API.
 *
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @returns {Promise<Answer | undefined>} undefined when a fault made the answer something else than JSON
 * @throws Error with a sentence, when the API says no, cannot be reached, or could not deliver what it was asked to
 */
async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) })
  }).catch(() => {
    throw new Error(
      'The practice service gave no answer. If no fault is switched on, see whether it still runs.'
    )
  })
  /** @type {Answer | undefined} */
  const answer = await response.json().catch(() => undefined)
  const error = typeof answer?.error === 'object' ? answer.error.message : answer?.error
  if (response.ok && error === undefined) return answer
  throw new Error(error ?? `The practice service answered ${response.status}. Please try again.`)
}

/**
 * Does something for the person, says how it went and shows what has changed.
 *
 * @param {HTMLButtonElement | null} button is disabled meanwhile
 * @param {() => Promise<string>} deed resolves with the sentence to say
 */
async function act(button, deed) {
  button?.setAttribute('aria-busy', 'true')
  try {
    say(await deed(), 'good')
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown), 'bad')
  }
  button?.removeAttribute('aria-busy')
  await refresh()
}

/** Loads the page again and replaces each live part that has changed. The focus stays where it was. */
async function refresh() {
  const response = await fetch('/').catch(() => undefined)
  document.body.classList.toggle('offline', !response?.ok)
  if (!response?.ok) return
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  apiKey = apiKeyOf(fresh)
  for (const part of document.querySelectorAll('[data-live]')) {
    const changed = fresh.getElementById(part.id)
    const form = part.querySelector('form')
    const isSame = changed && shownIn(changed) === shownIn(part)
    if (!changed || isSame || (form && begun.has(form))) continue
    replace(part, changed)
  }
}

/**
 * Returns the content of a part, ignoring which details are open.
 *
 * @param {Element} part
 */
const shownIn = part => part.innerHTML.replaceAll(' open=""', '')

/**
 * Shows a part as it is now. What was unfolded stays so; where the focus was on something that is gone, it moves to the
 * part itself.
 *
 * @param {Element} part
 * @param {Element} changed
 */
function replace(part, changed) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null
  const unfolded = [...part.querySelectorAll('details[open]')].map(({ id }) => id)
  part.replaceChildren(...changed.childNodes)
  for (const id of unfolded) document.getElementById(id)?.setAttribute('open', '')
  if (!focused) return
  const next = document.getElementById(focused.id) ?? part
  if (next === part) part.setAttribute('tabindex', '-1')
  if (next instanceof HTMLElement) next.focus()
}

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
    `Of ${sent.length} deliveries, ${good} were accepted. The list says what became of the others.`
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

/** Whoever came here from a page of this computer (`?from=`) is led back there, also after this page was loaded again. */
function showWayBack() {
  const back = document.getElementById('back')
  const from = new URL(location.href).searchParams.get('from') ?? ''
  if (URL.canParse(from) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(from).hostname))
    sessionStorage.setItem('back', new URL(from).origin)
  const kept = sessionStorage.getItem('back')
  if (!(back instanceof HTMLAnchorElement) || kept === null) return
  back.href = kept
  back.hidden = false
}

showWayBack()

document.addEventListener('click', event => {
  const button = event.target instanceof Element ? event.target.closest('button') : null
  if (!button) return
  const { copy, call: what, done = '', ask, manner } = button.dataset
  if (copy) {
    const field = document.getElementById(copy)
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    field.select()
    void act(button, async () => {
      await navigator.clipboard.writeText(field.value)
      return 'Copied.'
    })
  }
  if (what && (!ask || confirm(ask))) {
    const [method = '', path = ''] = what.split(' ')
    void act(button, async () => {
      const wanted = manner ? { manner } : method === 'PUT' ? {} : undefined
      const { status, secret } = (await call(method, path, wanted)) ?? {}
      if (secret) return `${done} ${secret}`
      return manner ? `${done} It was answered with ${status}.` : done
    })
  }
})

document.addEventListener('input', event => {
  const form = event.target instanceof Element ? event.target.closest('form') : null
  if (form) begun.add(form)
})

document.addEventListener('submit', event => {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  event.preventDefault()
  begun.delete(form)
  const button = form.querySelector('button')
  const given = new FormData(form)
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
      return `Subscribed. Its events are signed with the key that belongs to this: ${secret}`
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
      return wanted.create || wanted.remove ? 'From now on it fails as you chose.' : 'Everything works.'
    })
  }
})

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh()
})

setInterval(() => {
  if (!document.hidden) void refresh()
}, interval)
