import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { Splitter } from './splitter.tsx'

afterEach(cleanup)

const Panel = ({ edge }: { edge: 'right' | 'left' | 'top' }) => {
  const [size, setSize] = useState(200)
  return (
    <Splitter
      label="Width of the panel"
      edge={edge}
      size={size}
      least={150}
      most={400}
      onSize={setSize}
      onReset={() => setSize(250)}
    />
  )
}

const edge = () => screen.getByRole('separator', { name: 'Width of the panel' })
const press = (key: string, shiftKey = false) => fireEvent.keyDown(edge(), { key, shiftKey })
const sizeNow = () => Number(edge().getAttribute('aria-valuenow'))

test('arrow keys move the edge, further with Shift, and never past its ends', () => {
  render(<Panel edge="right" />)
  press('ArrowRight')
  expect(sizeNow()).toBe(216)
  press('ArrowRight', true)
  expect(sizeNow()).toBe(280)
  press('ArrowLeft')
  expect(sizeNow()).toBe(264)
  press('End')
  expect(sizeNow()).toBe(400)
  press('ArrowRight')
  expect(sizeNow()).toBe(400)
  press('Home')
  expect(sizeNow()).toBe(150)
})

test('a bottom panel grows upwards, and a right panel to the left', () => {
  const { unmount } = render(<Panel edge="top" />)
  press('ArrowUp')
  expect(sizeNow()).toBe(216)
  unmount()
  render(<Panel edge="left" />)
  press('ArrowLeft')
  expect(sizeNow()).toBe(216)
})

test('Enter and a double click reset the size', () => {
  render(<Panel edge="right" />)
  press('Enter')
  expect(sizeNow()).toBe(250)
  press('Home')
  fireEvent.doubleClick(edge())
  expect(sizeNow()).toBe(250)
})
