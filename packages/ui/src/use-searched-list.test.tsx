import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { useSearchedList } from './use-searched-list.ts'

afterEach(cleanup)

const fruit = [
  { heading: 'Red', items: ['Apple', 'Cherry'] },
  { heading: 'Yellow', items: ['Banana'] }
]

let chosen: string[] = []

const Page = ({ drawn = 3 }: { drawn?: number }) => {
  const [typed, setTyped] = useState('')
  const groups = fruit
    .map(({ heading, items }) => ({
      heading,
      items: items.filter(item => item.toLowerCase().includes(typed))
    }))
    .filter(group => group.items.length > 0)
  const onChoose = (item: string, stay: boolean) => chosen.push(stay ? `${item}, and more` : item)
  const staysMarked = (item: string) => item === 'Banana'
  const searched = useSearchedList({
    label: 'Fruit',
    groups,
    typed,
    onTyped: setTyped,
    onChoose,
    staysMarked
  })
  const all = groups.flatMap(group => group.items)
  return (
    <>
      <input aria-label="Search" {...searched.field} />
      <div {...searched.list}>
        {groups.map(({ heading, items }) => (
          <div key={heading} {...searched.group(heading)}>
            <div {...searched.heading(heading)}>{heading}</div>
            {items
              .filter(item => all.indexOf(item) < Math.max(drawn, (searched.marked ?? 0) + 1))
              .map(item => (
                <div key={item} {...searched.option(all.indexOf(item))}>
                  {item}
                </div>
              ))}
          </div>
        ))}
      </div>
    </>
  )
}

const draw = (): void => {
  chosen = []
  render(<Page />)
}
const field = (): HTMLElement => screen.getByRole('combobox', { name: 'Search' })
const press = (key: string, modifiers = {}) => fireEvent.keyDown(field(), { key, ...modifiers })
const type = (value: string) => fireEvent.change(field(), { target: { value } })
const marked = (): string | null => {
  const id = field().getAttribute('aria-activedescendant')
  return id === null ? null : (document.getElementById(id)?.textContent ?? null)
}

test('a searched list is a listbox in named groups that its field controls', () => {
  draw()
  expect(screen.getByRole('listbox', { name: 'Fruit' }).id).toBe(field().getAttribute('aria-controls'))
  expect(screen.getByRole('group', { name: 'Red' }).textContent).toBe('RedAppleCherry')
  expect(marked()).toBe(null)
})

test('arrows mark the items, wrapping around, and Enter chooses one', () => {
  draw()
  press('Enter')
  expect(chosen).toEqual([])
  press('ArrowDown')
  expect(marked()).toBe('Apple')
  press('ArrowUp')
  expect(marked()).toBe('Banana')
  press('ArrowDown')
  press('ArrowDown')
  expect(marked()).toBe('Cherry')
  press('Enter')
  expect(chosen).toEqual(['Cherry'])
  expect(marked()).toBe(null)
})

test('typing marks the best match, and Ctrl+Enter chooses it and keeps the list open', () => {
  draw()
  type('a')
  expect(marked()).toBe('Apple')
  type('an')
  expect(marked()).toBe('Banana')
  press('Enter', { ctrlKey: true })
  expect(chosen).toEqual(['Banana, and more'])
  type('')
  expect(marked()).toBe(null)
  type('nothing like it')
  press('ArrowDown')
  press('Enter')
  expect(chosen).toEqual(['Banana, and more'])
})

test('the pointer marks the item under it and chooses by a click, and the focus stays in the field', () => {
  draw()
  field().focus()
  const cherry = screen.getByRole('option', { name: 'Cherry' })
  fireEvent.mouseMove(cherry)
  expect(marked()).toBe('Cherry')
  expect(cherry.getAttribute('aria-selected')).toBe('true')
  fireEvent.mouseLeave(screen.getByRole('listbox'))
  expect(marked()).toBe(null)
  expect(fireEvent.mouseDown(cherry)).toBe(false)
  fireEvent.click(cherry)
  expect(chosen).toEqual(['Cherry'])
})

test('an item that opens something stays marked once it is chosen', () => {
  draw()
  press('ArrowUp')
  press('Enter')
  expect(chosen).toEqual(['Banana'])
  expect(marked()).toBe('Banana')
})

test('a marked item is scrolled to once it is rendered, and the size of the list counts all items', () => {
  render(<Page drawn={1} />)
  expect(screen.queryByRole('option', { name: 'Banana' })).toBe(null)
  const scrolledTo: (string | null)[] = []
  const spy = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    scrolledTo.push(this.textContent)
  })
  press('ArrowUp')
  spy.mockRestore()
  expect(scrolledTo).toEqual(['Banana'])
  expect(screen.getByRole('option', { name: 'Banana' }).getAttribute('aria-posinset')).toBe('3')
  expect(screen.getByRole('option', { name: 'Apple' }).getAttribute('aria-setsize')).toBe('3')
})
