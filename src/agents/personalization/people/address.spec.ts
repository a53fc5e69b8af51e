import { mailAddress, mailDomain } from './address';

describe('addresses', () => {
  it.each([
    ['ann@example.com', 'ann@example.com', 'ann@example.com'],
    ['  Ann.B+news@Example.COM \n', 'Ann.B+news@example.com', 'ann.b+news@example.com'],
    ['ann＠example．com', 'ann@example.com', 'ann@example.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['jörg@example.com', 'jörg@example.com', 'jörg@example.com'],
    ["o'neil/x=1@sub.example.co.uk", "o'neil/x=1@sub.example.co.uk", "o'neil/x=1@sub.example.co.uk"],
  ])('reads %j', (written, address, key) => {
    expect(mailAddress(written)).toMatchObject({ address, key });
  });

  it.each([
    ['nothing', ''],
    ['no text', 7],
    ['null', null],
    ['no @', 'ann.example.com'],
    ['two @', 'ann@x@example.com'],
    ['nothing before the @', '@example.com'],
    ['a domain without a dot', 'ann@localhost'],
    ['a domain that ends in a dot', 'ann@example.com.'],
    ['an empty label', 'ann@example..com'],
    ['a label that begins with a hyphen', 'ann@-x.com'],
    ['an underscore in the domain', 'ann@ex_ample.com'],
    ['the address of a machine', 'ann@127.0.0.1'],
    ['the address of a machine in hexadecimal', 'ann@0x7f.1'],
    ['a percent sign in the domain', 'ann@ex%61mple.com'],
    ['a path', 'ann@example.com/x'],
    ['a port', 'ann@example.com:25'],
    ['a name around it', 'Ann <ann@example.com>'],
    ['two addresses', 'ann@example.com,bob@example.com'],
    ['another header', 'ann@example.com\nBcc: bob@example.com'],
    ['a line separator', 'ann\u2028@example.com'],
    ['a zero-width space', 'ann\u200b@example.com'],
    ['a right-to-left override', 'ann\u202e@example.com'],
    ['a space', 'an n@example.com'],
    ['quotes', '"ann"@example.com'],
    ['a dot at the end', 'ann.@example.com'],
    ['two dots', 'a..n@example.com'],
    ['65 octets before the @', `${'a'.repeat(65)}@example.com`],
    ['66 octets of umlauts before the @', `${'ä'.repeat(33)}@example.com`],
    ['255 octets', `${'a'.repeat(64)}@${'b'.repeat(61)}.${'c'.repeat(61)}.${'d'.repeat(62)}.com`],
    ['a label of 64', `a@${'b'.repeat(64)}.com`],
    ['a million characters', '@'.repeat(1_000_000)],
  ])('refuses %s', (_what, written) => {
    expect(mailAddress(written)).toBeUndefined();
  });

  it('reads a domain', () => {
    expect([mailDomain('Example.COM'), mailDomain('bücher.example'), mailDomain('x'), mailDomain('a b.com')]).toEqual([
      'example.com',
      'xn--bcher-kva.example',
      undefined,
      undefined,
    ]);
  });
});
