import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useRef, useState } from 'react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Button } from './button.tsx'
import { type Lazy, lazyPart, useLazyLayer } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import { Menu } from './menu.tsx'
import { hasFocus, holdKeys, holdKeysUntil, useSuppressedKeys } from './suppressed-keys.ts'

beforeAll(lazyPopups.load)
afterEach(cleanup)

/** Replaces the browser command that inserts typed text, which the test document lacks. */
const insertText = vi.fn((_: string, __: boolean, text: string): boolean => {
  const field = document.activeElement
  if (field instanceof HTMLInputElement) fireEvent.change(field, { target: { value: field.value + text } })
  return true
})
beforeEach(() => {
  insertText.mockClear()
  Object.assign(document, { execCommand: insertText })
})

const pressed: string[] = []
beforeEach(() => {
  pressed.length = 0
})

/** Presses keys on the focused element, as a user does. */
const type = (...keys: string[]): void => {
  for (const key of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key })
}

const Field = ({ label }: { label: string }) => {
  const [value, setValue] = useState('')
  return (
    <input
      aria-label={label}
      value={value}
      onChange={event => setValue(event.currentTarget.value)}
      onKeyDown={event => pressed.push(`${label}: ${event.key}`)}
    />
  )
}

const field = (label: string): HTMLInputElement => screen.getByLabelText(label)

test('held keys are sent in order to the focused element on release', async () => {
  render(
    <>
      <Field label="Before" />
      <Field label="Behind" />
    </>
  )
  field('Before').focus()
  const release = holdKeys()
  type('h', 'i', 'ArrowDown')
  expect(pressed).toEqual([])
  field('Behind').focus()
  release()
  type('!')
  await waitFor(() => expect(pressed).toEqual(['Behind: h', 'Behind: i', 'Behind: ArrowDown', 'Behind: !']))
  expect(field('Behind').value).toBe('hi!')
  await waitFor(() => expect(fireEvent.keyDown(field('Behind'), { key: 'a' })).toBe(true))
})

test('a key waits until the focus has returned from a closed layer', async () => {
  const frames: FrameRequestCallback[] = []
  const asked = vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation(frame => frames.push(frame))
  render(<Field label="Behind" />)
  const release = holdKeys()
  type('x')
  release()
  await waitFor(() => expect(frames).toHaveLength(1))
  field('Behind').focus()
  frames[0]?.(0)
  asked.mockRestore()
  await waitFor(() => expect(pressed).toEqual(['Behind: x']))
})

test('keys are held until all holders release them, and discarded when the expected element does not come', async () => {
  render(<Field label="Name" />)
  field('Name').focus()
  const one = holdKeys()
  const other = holdKeys()
  type('a')
  one()
  one()
  await act(async () => {})
  expect(pressed).toEqual([])
  other('lost')
  const third = holdKeys()
  type('b')
  third()
  await waitFor(() => expect(pressed).toEqual(['Name: b']))
})

test('shortcuts of the browser are not held, and repeats of a held key are dropped', async () => {
  render(<Field label="Name" />)
  field('Name').focus()
  const release = holdKeys()
  fireEvent.keyDown(field('Name'), { key: 'r', ctrlKey: true })
  fireEvent.keyDown(field('Name'), { key: 'Shift' })
  expect(pressed).toEqual(['Name: r', 'Name: Shift'])
  fireEvent.keyDown(field('Name'), { key: 'Enter', repeat: true })
  fireEvent.keyDown(field('Name'), { key: 'Enter', ctrlKey: true })
  release()
  await waitFor(() => expect(pressed.slice(2)).toEqual(['Name: Enter']))
})

test('a held Enter presses the button focused on release', async () => {
  let saved = 0
  render(<Button onClick={() => (saved += 1)}>Save</Button>)
  const release = holdKeys()
  type('Enter')
  screen.getByRole('button', { name: 'Save' }).focus()
  release()
  await waitFor(() => expect(saved).toBe(1))
})

const Layer = ({ children }: { children: ReactNode }) => {
  const layer = useRef<HTMLDivElement>(null)
  useSuppressedKeys(true, () => hasFocus(layer.current))
  return <div ref={layer}>{children}</div>
}

const Page = ({ part }: { part: Lazy<{ Layer: typeof Layer }> }) => {
  const layer = useLazyLayer(part, true)
  return (
    <>
      <Field label="Page" />
      {layer && (
        <layer.Layer>
          <Field label="Layer" />
        </layer.Layer>
      )}
    </>
  )
}

test('text typed before a lazy layer is loaded goes into its field', async () => {
  let bring = (): void => {}
  const part = lazyPart(
    () =>
      new Promise<{ Layer: typeof Layer }>(resolve => {
        bring = () => resolve({ Layer })
      })
  )
  render(<Page part={part} />)
  field('Page').focus()
  type('o')
  await act(async () => bring())
  type('k')
  field('Layer').focus()
  await waitFor(() => expect(field('Layer').value).toBe('ok'))
  expect(field('Page').value).toBe('')
})

test('an arrow key pressed right away moves in the opened menu', async () => {
  let done = ''
  const entries = ['Copy', 'Cut', 'Delete'].map(label => ({ id: label, label, run: () => (done = label) }))
  render(<Menu trigger={<Button>More</Button>} groups={() => [entries]} />)
  screen.getByRole('button', { name: 'More' }).focus()
  type('ArrowDown', 'ArrowDown', 'Enter')
  await waitFor(() => expect(done).toBe('Cut'))
})

test('text typed before a requested field appears goes into that field', async () => {
  const { rerender } = render(<Field label="Before" />)
  field('Before').focus()
  holdKeysUntil(() => document.activeElement === screen.queryByLabelText('Asked for'))
  type('o', 'k')
  rerender(
    <>
      <Field label="Before" />
      <Field label="Asked for" />
    </>
  )
  field('Asked for').focus()
  await waitFor(() => expect(field('Asked for').value).toBe('ok'))
  expect(field('Before').value).toBe('')
})

test.each(['true', 'plaintext-only', ''])(
  'held keys are typed in an element with contenteditable %j',
  async how => {
    render(<div data-testid="words" ref={element => element?.setAttribute('contenteditable', how)} />)
    screen.getByTestId('words').focus()
    const release = holdKeys()
    type('h', 'Backspace')
    release()
    await waitFor(() => expect(insertText.mock.lastCall).toEqual(['delete']))
    expect(insertText.mock.calls.at(-2)).toEqual(['insertText', false, 'h'])
  }
)

test('keys of an input method are not held, since it types them itself', async () => {
  render(<Field label="Name" />)
  field('Name').focus()
  const release = holdKeys()
  fireEvent.keyDown(field('Name'), { key: 'n', keyCode: 229 })
  fireEvent.keyDown(field('Name'), { key: 'i', isComposing: true })
  expect(pressed).toEqual(['Name: n', 'Name: i'])
  release()
})
