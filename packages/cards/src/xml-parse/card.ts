import { outputs } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { type ParsedXml, parseXml } from '@hookwright/model/xml'
import { plainCard } from '../kernel/plain-card.ts'

/** Maximum length of XML to parse, in characters, so that parsing does not block other runs. */
const MOST_XML = 262_144

/** Reasons for rejecting XML, for the end of a sentence: “contains a DOCTYPE, which is not supported”. */
const whyNotXml: Record<Extract<ParsedXml, { ok: false }>['why'], string> = {
  malformed: 'is not valid XML',
  definitions: 'contains a DOCTYPE, which is not supported',
  depth: 'is nested more than 32 levels deep',
  values: 'has more than 100,000 values'
}

/** Card that parses XML text. */
export const xmlParse = plainCard({
  type: 'xml-parse',
  title: 'XML Parse',
  group: 'JSON',
  docs: {
    summary: 'Object from XML text',
    aliases: ['parse', 'soap', 'rss', 'html', 'decode'],
    help: 'Parses XML text of up to 262,144 characters and returns an object. Each element is a key with its text or an object, attributes are keys that begin with @, and the text of an element with attributes or child elements is the key #text. Elements with the same name become a list. The card fails if the text is not XML, or has a DOCTYPE.',
    example: {
      config: {},
      inputs: { text: '<user id="7"><name>Ada</name><tag>a</tag><tag>b</tag></user>' },
      outputs: { output: { user: { '@id': '7', name: 'Ada', tag: ['a', 'b'] } } }
    }
  },
  ports: {
    inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true, lines: 2 }],
    outputs: [{ id: 'output', label: 'Output', type: one('object') }]
  },
  /**
   * Returns the parsed object.
   * @throws `card.failed` for text that cannot be parsed safely
   */
  execute: ({ inputs, name }) => {
    const text = String(inputs.text)
    if (text.length > MOST_XML) {
      throw new Fault('card.failed', {
        message: `The text passed to “${name}” has more than 262,144 characters. Pass a shorter one.`
      })
    }
    const parsed = parseXml(text)
    if (parsed.ok) return outputs({ output: parsed.value })
    throw new Fault('card.failed', {
      message: `The text passed to “${name}” ${whyNotXml[parsed.why]}. Check the mapped value.`
    })
  }
})
