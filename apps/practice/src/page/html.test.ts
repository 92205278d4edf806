import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

test('a text cannot break out of an element or a quoted attribute', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const { markup } = html`<p title="${text}" lang='${text}'>${text}</p>`
      expect(markup.match(/[<>]/g)).toEqual(['<', '>', '<', '>'])
      expect(markup.match(/["']/g)).toEqual(['"', '"', "'", "'"])
    })
  )
})

test('a text is escaped', () => {
  expect(html`${`<b> & "c" 'd' \\n`}`.markup).toBe('&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; \\n')
})

test('nested HTML is kept, lists are joined, and null, undefined and false are empty', () => {
  expect(html`${[html`<b>${1}</b>`, 'x']}${null}${undefined}${false}${0}`.markup).toBe('<b>1</b>x0')
})
