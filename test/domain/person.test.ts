import { describe, expect, test } from 'vitest';
import { birthFromIdNumber, idNumberCheckDigit, isIdNumber, maskName, maskNumber } from '../../src/domain/person.ts';

describe('identity numbers (GB 11643-1999)', () => {
  test.each([
    ['11010519491231002', 'X'],
    ['44052418800101001', '4'],
  ])("the standard's own example %s has the check digit %s", (first17, digit) => {
    expect(idNumberCheckDigit(first17)).toBe(digit);
    expect(isIdNumber(first17 + digit)).toBe(true);
  });

  test.each(['110105194912310020', '110105194913310028', '11010519491231002x', '1101051949123100', ''])(
    '%j is none',
    (text) => {
      expect(isIdNumber(text)).toBe(false);
    },
  );

  test('the date of birth is its digits 7 to 14', () => {
    expect(birthFromIdNumber('11010519491231002X')).toBe('1949-12-31');
  });
});

describe('numbers and names are masked on screen, on paper and in logs', () => {
  test.each([
    ['129900194603010023', '1299**********0023'],
    ['X00000019', 'X0*****19'],
    ['12345', '1***5'],
    ['123', '***'],
  ])('%s is shown as %s', (number, shown) => {
    expect(maskNumber(number)).toBe(shown);
  });

  test.each(['129900194603010023', 'X00000019', '12345678', '1234', '1'])('at least half of %s is hidden', (number) => {
    expect([...maskNumber(number)].filter((sign) => sign === '*').length * 2).toBeGreaterThanOrEqual(number.length);
  });

  test.each([
    ['王秀兰', '王*兰'],
    ['谢刚', '谢*'],
    ['买买提江·阿卜杜热合曼', '买*********曼'],
  ])('%s is printed as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });
});
