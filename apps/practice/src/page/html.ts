/** Text that is already HTML and is not escaped again. Only `html` creates it. */
export interface Html {
  readonly markup: string
}

/** Value in a template: text and numbers are escaped, HTML is kept, lists are joined, null is empty. */
export type Piece = string | number | Html | null | undefined | false | readonly Piece[]

/** Renders an HTML template. Escapes every value, for text and for quoted attributes. */
export function html(texts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return { markup: String.raw({ raw: texts }, ...pieces.map(write)) }
}

function write(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (typeof piece === 'string') return escapeHtml(piece)
  if (typeof piece === 'number') return String(piece)
  return 'markup' in piece ? piece.markup : piece.map(write).join('')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => entities[sign] ?? sign)
