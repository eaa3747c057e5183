import qrcode from 'qrcode-generator';

/** What the symbol of an appointment says: a word that tells the office's reader what it is, and the reference; nothing about the person. */
export const appointmentCode = (reference: string): string => `APPT:${reference}`;

/** A text as a QR symbol in SVG, with the quiet zone that readers need. A quarter of it may be spoilt, so that it is read off worn paper. */
export function qrImage(text: string): string {
  const code = qrcode(0, 'Q');
  code.addData(text);
  code.make();
  return code.createSvgTag({ cellSize: 1, margin: 4, scalable: true });
}
