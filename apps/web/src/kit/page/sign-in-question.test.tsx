// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { confirmSignInAt, SignInQuestion } from './sign-in-question.tsx'

/** Maximum time to load the dialog, in milliseconds. */
const LOADING = 15_000

let root: Root

beforeEach(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)
  const place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
  await act(async () => root.render(<SignInQuestion />))
})
afterEach(async () => {
  await act(async () => root.unmount())
  document.body.replaceChildren()
})

const hosts = { service: 'mcp.acme.example', server: 'login.acme.example' }

const buttonNamed = async (name: string): Promise<HTMLElement> =>
  vi.waitFor(async () => {
    await act(async () => {})
    const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
    if (found === undefined) throw new Error(`There is no button “${name}” yet.`)
    return found
  }, LOADING)

test.each([
  ['Continue', true],
  ['Cancel', false]
])(
  'a sign-in at another host names both, and %s answers it',
  async (name, isAllowed) => {
    const answer = confirmSignInAt(hosts)
    const button = await buttonNamed(name)
    const dialog = document.querySelector('[role=alertdialog]')
    expect(dialog?.textContent).toContain('mcp.acme.example asks you to sign in at login.acme.example.')
    await act(async () => button.click())
    expect(await answer).toBe(isAllowed)
  },
  LOADING
)

test(
  'a question replaced by another one is answered with no',
  async () => {
    const first = confirmSignInAt(hosts)
    const second = confirmSignInAt({ ...hosts, server: 'other.example' })
    expect(await first).toBe(false)
    const button = await buttonNamed('Continue')
    expect(document.querySelector('[role=alertdialog]')?.textContent).toContain('other.example')
    await act(async () => button.click())
    expect(await second).toBe(true)
  },
  LOADING
)
