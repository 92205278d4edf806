import { expect, test } from 'vitest'
import { panelPlace } from './panel-place.ts'

const screen = { width: 1_000, height: 600 }
const panel = { width: 300, height: 200 }

test('a panel is placed below its anchor', () => {
  const anchor = { left: 100, top: 50, width: 72, height: 32 }
  expect(panelPlace({ anchor, panel, screen, side: 'bottom' })).toEqual({
    left: 100,
    top: 90,
    maxHeight: 502
  })
})

test('it stays within the left and right edge of the screen', () => {
  const anchor = { left: 950, top: 50, width: 40, height: 32 }
  expect(panelPlace({ anchor, panel, screen, side: 'bottom' }).left).toBe(692)
  const small = { width: 320, height: 600 }
  expect(panelPlace({ anchor: { ...anchor, left: 4 }, panel, screen: small, side: 'bottom' }).left).toBe(8)
})

test('it is placed above its anchor without space below, and is limited to the space there is', () => {
  const anchor = { left: 100, top: 500, width: 72, height: 32 }
  expect(panelPlace({ anchor, panel, screen, side: 'bottom' }).top).toBe(292)
  const tall = { width: 300, height: 900 }
  expect(panelPlace({ anchor, panel: tall, screen, side: 'bottom' })).toMatchObject({
    top: 8,
    maxHeight: 484
  })
})

test('a panel at the left is level with its anchor, and below it without space there', () => {
  const anchor = { left: 600, top: 500, width: 72, height: 32 }
  expect(panelPlace({ anchor, panel, screen, side: 'left' })).toMatchObject({ left: 292, top: 392 })
  expect(panelPlace({ anchor: { ...anchor, left: 200 }, panel, screen, side: 'left' })).toMatchObject({
    left: 200,
    top: 292
  })
})
