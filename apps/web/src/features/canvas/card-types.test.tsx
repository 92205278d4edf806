// @vitest-environment happy-dom
import { useSearchedList } from '@hookwright/ui'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { CardTypes } from './card-types.tsx'
import type { PaletteEntry } from './find-cards.ts'

const entryOf = (number: number): PaletteEntry => ({
  is: 'connector',
  isOpen: false,
  connector: {
    ...{ connectorId: `k${number}`, connectorName: `Acme ${number}`, versionId: 'v', versionNumber: 1 },
    ...{ branding: { logo: null, accent: '#4f46e5', docsUrl: null }, needsConnection: false, actions: [] }
  }
})

const Panel = ({ count, isFound = false }: { count: number; isFound?: boolean }) => {
  const groups = [{ heading: 'Connectors', items: Array.from({ length: count }, (_, at) => entryOf(at + 1)) }]
  const searched = useSearchedList({
    label: 'Card types',
    ...{ groups, typed: '', onTyped: () => {}, onChoose: () => {} }
  })
  return (
    <>
      <input aria-label="Search cards" {...searched.field} />
      <CardTypes groups={groups} isFound={isFound} searched={searched} words={null} />
    </>
  )
}

let look = (): void => {}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/**
 * Renders a panel and returns its list, which is 20 rows high. The test calls `look` to make the list measure
 * its layout.
 */
const draw = (count: number, isFound = false): HTMLElement => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(seen: () => void) {
        look = seen
      }
      observe() {}
      disconnect() {}
    }
  )
  render(<Panel count={count} isFound={isFound} />)
  const list = screen.getByRole('listbox', { name: 'Card types' })
  Object.defineProperty(list, 'clientHeight', { value: 880 })
  return list
}

const drawn = (): number[] =>
  screen.getAllByRole('option').map(option => Number(option.getAttribute('aria-posinset')))

test('a long list renders one screen of rows, the rows scrolled to, and the marked one', () => {
  const list = draw(500)
  expect(drawn()).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  act(() => look())
  expect(drawn().length).toBeLessThan(30)
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'ArrowUp' })
  expect(drawn().at(-1)).toBe(500)
  list.scrollTop = 250 * 44
  fireEvent.scroll(list)
  expect(drawn()).toContain(251)
  expect(drawn()).toContain(270)
  expect(drawn()).not.toContain(1)
  expect(drawn().length).toBeLessThan(48)
  for (const option of screen.getAllByRole('option')) expect(option.getAttribute('aria-setsize')).toBe('500')
})

test('a list of all card types is rendered completely after its first rows', () => {
  draw(110)
  expect(drawn()).toHaveLength(20)
  act(() => look())
  expect(drawn()).toHaveLength(110)
})

test('search results are rendered as far as they are visible', () => {
  const list = draw(40, true)
  act(() => look())
  expect(drawn().length).toBeLessThan(26)
  list.scrollTop = 20 * 44
  fireEvent.scroll(list)
  expect(drawn().at(-1)).toBe(40)
})
