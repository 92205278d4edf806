/** Shared script of both pages: it calls the API for buttons, and keeps the page up to date. */

/** Refresh interval of the page, in milliseconds. */
const interval = 2000

/** Forms that a person is filling in; they are not refreshed until they are sent. */
const begun = new WeakSet()

let apiKey = apiKeyOf(document)

/**
 * Timer that hides the last message.
 *
 * @type {ReturnType<typeof setTimeout> | undefined}
 */
let fading

/** @param {Document} page */
function apiKeyOf(page) {
  return page.querySelector('meta[name="api-key"]')?.getAttribute('content') ?? ''
}

/**
 * Shows a message, and announces it to screen readers.
 *
 * @param {string} sentence
 * @param {'good' | 'bad'} how
 */
function say(sentence, how) {
  const said = document.getElementById('said')
  if (!said) return
  clearTimeout(fading)
  said.textContent = sentence
  said.className = `said ${how}`
  // A refusal stays until something else is said.
  if (how === 'good') fading = setTimeout(() => hush(said), 8000)
}

/**
 * Hides a message, unless the pointer rests on it.
 *
 * @param {HTMLElement} said
 */
function hush(said) {
  if (said.matches(':hover')) fading = setTimeout(() => hush(said), 2000)
  else said.textContent = ''
}

/**
 * Parts of an answer that the page reads: a refusal, a failed delivery, or the results of several.
 *
 * @typedef {{ error?: string | { message: string }, error_description?: string, sent?: { status?: number }[], status?: number | string, secret?: string, client_id?: string, client_secret?: string }} Answer
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
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: { ...(apiKey && { authorization: `Bearer ${apiKey}` }), 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) })
  }).catch(() => {
    throw new Error(
      'The practice service gave no answer. If no fault is switched on, see whether it still runs.'
    )
  })
  /** @type {Answer | undefined} */
  const answer = await response.json().catch(() => undefined)
  const { error: refusal, error_description: why } = answer ?? {}
  const error = why ?? (typeof refusal === 'object' ? refusal.message : refusal)
  if (response.ok && error === undefined) return answer
  throw new Error(error ?? `The practice service answered ${response.status}. Please try again.`)
}

/**
 * Runs an action of the page, shows its result and refreshes the parts that have changed.
 *
 * @param {HTMLButtonElement | null} button is disabled meanwhile
 * @param {() => Promise<string>} deed resolves with the sentence to say
 */
export async function act(button, deed) {
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
  const response = await fetch(location.href).catch(() => undefined)
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
 * Replaces a part with its current version. Unfolded parts stay unfolded; the focus of a removed element
 * moves to the part itself.
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
 * Shows a link back to the page of this computer that led here (`?from=`), also after this page was loaded
 * again.
 */
function showWayBack() {
  const back = document.getElementById('back')
  const from = new URL(location.href).searchParams.get('from') ?? ''
  if (URL.canParse(from) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(from).hostname))
    sessionStorage.setItem('back', new URL(from).origin)
  const kept = sessionStorage.getItem('back')
  if (!(back instanceof HTMLAnchorElement) || kept === null) return
  back.href = kept
  back.hidden = false
  back.addEventListener('click', event => {
    event.preventDefault()
    // A tab that Hookwright opened closes, so that its own tab shows again; any other one goes there itself.
    window.close()
    setTimeout(() => location.assign(kept), 200)
  })
  // The other practice service leads back as well.
  for (const sibling of document.querySelectorAll('a[data-sibling]')) {
    if (sibling instanceof HTMLAnchorElement) sibling.search = `?from=${encodeURIComponent(kept)}`
  }
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

/**
 * Calls this function instead of submitting a form, and makes the page usable.
 *
 * Until then its main part is inert: a form that a browser submits by itself loads the page again and sends
 * nothing.
 *
 * @param {(form: HTMLFormElement, button: HTMLButtonElement | null, given: FormData) => void} submit
 */
export function onSubmit(submit) {
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    event.preventDefault()
    begun.delete(form)
    submit(form, form.querySelector('button'), new FormData(form))
  })
  document.querySelector('main')?.removeAttribute('inert')
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh()
})

setInterval(() => {
  if (!document.hidden) void refresh()
}, interval)
