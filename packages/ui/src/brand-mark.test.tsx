import { cleanup, fireEvent, render, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { BrandMark } from './brand-mark.tsx'

afterEach(cleanup)

test('a tile is white only once its logo is loaded', async () => {
  const { container } = render(<BrandMark name="Acme HR" logo="/logos/acme.svg" accent="#0f766e" />)
  const [tile] = container.getElementsByClassName('brand-mark')
  const [image] = container.getElementsByTagName('img')
  if (!(tile instanceof HTMLElement) || image === undefined) throw new Error('A logo has a tile.')
  expect(tile.style.backgroundColor).toBe('var(--bg-hover)')
  fireEvent.load(image)
  await waitFor(() => expect(tile.style.backgroundColor).toBe('#fff'))
})
