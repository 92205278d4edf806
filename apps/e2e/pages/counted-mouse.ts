import type { Locator, Page } from '@playwright/test'
import { drag } from './flow-canvas.ts'

/** A hand on the mouse that counts what it does; typing text is not counted, going into a field to type is. */
export interface CountedMouse {
  click: (target: Locator) => Promise<void>
  drag: (from: Locator, to: Locator) => Promise<void>
  /** Goes into a field unless one is there already, and types. */
  type: (target: Locator, text: string) => Promise<void>
  /** Clicks and drags so far. */
  count: () => number
}

/** A hand on the mouse of a page. */
export const countedMouse = (page: Page): CountedMouse => {
  let done = 0
  const click = async (target: Locator): Promise<void> => {
    done += 1
    await target.click()
  }
  return {
    click,
    drag: async (from, to) => {
      done += 1
      await drag(page, from, to)
    },
    type: async (target, text) => {
      await target.waitFor()
      if (!(await target.evaluate(element => element === document.activeElement))) await click(target)
      await page.keyboard.type(text)
    },
    count: () => done
  }
}
