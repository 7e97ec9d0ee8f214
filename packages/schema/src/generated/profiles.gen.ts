// Generated from packages/schema/profiles by scripts/gen-profiles.ts.

export const profileSources: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'nia-2024-2': {
    "name": "nia-2024-2",
    "version": "1",
    "title": {
      "ko": "2024년도 초거대AI 확산 생태계 조성 사업(2차)",
      "en": "Hyperscale AI ecosystem programme 2024, second call"
    },
    "requirements": [
      {
        "id": "N-BM-SUB",
        "title": {
          "ko": "하위 측정 항목 수",
          "en": "Number of sub-metrics"
        },
        "source": {
          "ko": "공고 2절, 자유공모 표의 주",
          "en": "Notice, section 2, notes on the free-topic list"
        },
        "rules": [
          "S001"
        ],
        "threshold": {
          "min": 10
        },
        "scope": "deliverable"
      },
      {
        "id": "N-BM-ITEMS",
        "title": {
          "ko": "하위 측정 항목별 문항 수",
          "en": "Items of each sub-metric"
        },
        "source": {
          "ko": "공고 2절, 자유공모 표의 주",
          "en": "Notice, section 2, notes on the free-topic list"
        },
        "rules": [
          "S002",
          "S003"
        ],
        "threshold": {
          "min": 1000
        },
        "reason": {
          "ko": "공고는 개수만 정합니다. 잘못된 문항이나 중복된 문항은 측정에 쓸 수 없으므로 유효하고 서로 다른 문항만 셉니다.",
          "en": "The notice gives the number alone. A broken or repeated item measures nothing, so only valid, distinct items count."
        },
        "scope": "deliverable"
      },
      {
        "id": "N-BM-HOLD",
        "title": {
          "ko": "리더보드 분할 비율",
          "en": "Share of the leaderboard split"
        },
        "source": {
          "ko": "공고 2절, 자유공모 표의 주",
          "en": "Notice, section 2, notes on the free-topic list"
        },
        "rules": [
          "H001"
        ],
        "threshold": {
          "share": 0.1,
          "tolerance": 0.005
        },
        "reason": {
          "ko": "공고는 10%라고만 하고 허용 오차를 정하지 않습니다. 항목별로 나누면 반올림이 생기므로 전체에서 ±0.5%p를 허용합니다. 항목마다 점수를 매길 수 있도록 하위 측정 항목별 비율(±1%p)도 H002가 확인하여 경고합니다.",
          "en": "The notice says 10 % without a tolerance. Splitting by sub-metric rounds, so ±0.5 points are allowed overall. H002 also warns where a sub-metric is off by more than ±1 point, so that a leaderboard can score each."
        },
        "scope": "deliverable"
      },
      {
        "id": "N-BM-EXP",
        "title": {
          "ko": "LLM·LMM 성능 측정 실험",
          "en": "Experiments on LLMs and LMMs"
        },
        "source": {
          "ko": "공고 2절, 자유공모 표의 주",
          "en": "Notice, section 2, notes on the free-topic list"
        },
        "rules": [
          "E001",
          "E002",
          "E003"
        ],
        "threshold": {
          "llm": 3,
          "lmm": 3
        },
        "reason": {
          "ko": "공고는 '다양한' 모델이라고만 합니다. 둘이면 차이가 우연인지 알 수 없으므로 LLM은 3개 이상으로 하고, 텍스트가 아닌 모달리티가 있으면 LMM도 3개 이상으로 합니다.",
          "en": "The notice says \"various\" models. Two cannot show whether a difference is chance, so 3 LLMs, and 3 LMMs where a modality other than text is present."
        },
        "scope": "deliverable"
      },
      {
        "id": "N-REG-TASK",
        "title": {
          "ko": "공모 분야와 과제",
          "en": "Area and topic of the call"
        },
        "source": {
          "ko": "공고 2절, 지정공모·자유공모 표",
          "en": "Notice, section 2, tables of designated and free topics"
        },
        "rules": [
          "S004"
        ],
        "threshold": {},
        "scope": "deliverable"
      },
      {
        "id": "N-REG-GRANT",
        "title": {
          "ko": "정부지원금 한도",
          "en": "Ceiling of the grant"
        },
        "source": {
          "ko": "공고 2절, 지원 규모",
          "en": "Notice, section 2, scale"
        },
        "rules": [
          "C007"
        ],
        "threshold": {},
        "scope": "deliverable"
      },
      {
        "id": "N-REG-TERM",
        "title": {
          "ko": "협약 기간",
          "en": "Term of the agreement"
        },
        "source": {
          "ko": "공고 2절, 지원 기간",
          "en": "Notice, section 2, period"
        },
        "rules": [
          "T001",
          "T002"
        ],
        "threshold": {
          "agreementDay": 1
        },
        "reason": {
          "ko": "공고는 협약 시작일을 협약이 체결된 달의 1일로 소급합니다. 접수가 7월 3일에 끝나므로 가장 이른 시작일은 2024-07-01입니다.",
          "en": "The notice backdates the agreement to the 1st of the month in which it is completed. Applications close on 3 July, so the earliest start is 2024-07-01."
        },
        "scope": "deliverable"
      },
      {
        "id": "N-REG-APPLY",
        "title": {
          "ko": "접수 기간",
          "en": "Application window"
        },
        "source": {
          "ko": "공고 2절, 공고 및 접수 기간",
          "en": "Notice, section 2, period"
        },
        "rules": [
          "T001"
        ],
        "threshold": {},
        "reason": {
          "ko": "마감일은 분야에 따라 7월 2일 또는 3일입니다. 분야별 표는 이 프로파일에 없으므로 늦은 날을 기준으로 합니다.",
          "en": "The closing day is 2 or 3 July, depending on the area. The table by area is not in this profile, so the later day holds."
        },
        "scope": "deliverable"
      },
      {
        "id": "N-CON-SIZE",
        "title": {
          "ko": "컨소시엄 구성 기관 수",
          "en": "Size of the consortium"
        },
        "source": {
          "ko": "공고 2절, 지원 조건",
          "en": "Notice, section 2, conditions"
        },
        "rules": [
          "C001"
        ],
        "threshold": {
          "min": 2
        },
        "scope": "deliverable"
      },
      {
        "id": "N-CON-ROLES",
        "title": {
          "ko": "주관·참여·수요기관의 역할",
          "en": "Roles of lead, participants and demand institutions"
        },
        "source": {
          "ko": "공고 2절, 지원 조건",
          "en": "Notice, section 2, conditions"
        },
        "rules": [
          "C002",
          "C003"
        ],
        "threshold": {
          "leads": 1,
          "demandGrantKRW": 0
        },
        "scope": "deliverable"
      },
      {
        "id": "N-CON-AREAS",
        "title": {
          "ko": "기관별 지원 분야 수",
          "en": "Areas an institution applies in"
        },
        "source": {
          "ko": "공고 2절, 지원 조건",
          "en": "Notice, section 2, conditions"
        },
        "rules": [
          "C004"
        ],
        "threshold": {
          "max": 2
        },
        "scope": "consortium-call"
      },
      {
        "id": "N-CON-LEAD",
        "title": {
          "ko": "주관기관 중복 지원",
          "en": "Applications as lead"
        },
        "source": {
          "ko": "공고 2절, 지원 조건",
          "en": "Notice, section 2, conditions"
        },
        "rules": [
          "C005"
        ],
        "threshold": {
          "max": 1
        },
        "scope": "consortium-call"
      },
      {
        "id": "N-CON-SAME",
        "title": {
          "ko": "동일 분야 중복 지원",
          "en": "Applications in the same area"
        },
        "source": {
          "ko": "공고 2절, 지원 조건",
          "en": "Notice, section 2, conditions"
        },
        "rules": [
          "C006"
        ],
        "threshold": {
          "max": 1
        },
        "scope": "consortium-call"
      },
      {
        "id": "N-WHO",
        "title": {
          "ko": "지원 대상 기관의 종류",
          "en": "Kinds of institution that may apply"
        },
        "source": {
          "ko": "공고 2절, 지원 대상",
          "en": "Notice, section 2, who may apply"
        },
        "rules": [
          "M002"
        ],
        "threshold": {},
        "scope": "deliverable"
      },
      {
        "id": "N-DATA-MIX",
        "title": {
          "ko": "비라벨링 데이터 비중",
          "en": "Share of unlabelled data"
        },
        "source": {
          "ko": "공고 2절, 지원 조건",
          "en": "Notice, section 2, conditions"
        },
        "rules": [
          "T005"
        ],
        "threshold": {
          "min": 0.5
        },
        "reason": {
          "ko": "공고는 비라벨링 데이터가 '중심'이라고만 합니다. 절반이 넘으면 중심으로 봅니다. 평가용 데이터에는 해당하지 않습니다.",
          "en": "The notice says \"mostly\" unlabelled data; more than half counts as mostly. It does not concern benchmark data."
        },
        "scope": "deliverable"
      },
      {
        "id": "N-DATA-HEALTH",
        "title": {
          "ko": "IRB·DRB가 필요한 보건의료 데이터",
          "en": "Health data that needs an IRB or DRB"
        },
        "source": {
          "ko": "공고 2절, 자유공모 표의 주",
          "en": "Notice, section 2, notes on the free-topic list"
        },
        "rules": [
          "T003"
        ],
        "threshold": {},
        "scope": "deliverable"
      },
      {
        "id": "N-DATA-GLOBAL",
        "title": {
          "ko": "글로벌 데이터의 해외 제공",
          "en": "Providing global data abroad"
        },
        "source": {
          "ko": "공고 2절, 자유공모 표의 주",
          "en": "Notice, section 2, notes on the free-topic list"
        },
        "rules": [
          "T004"
        ],
        "threshold": {},
        "scope": "deliverable"
      },
      {
        "id": "Q-INTEGRITY",
        "title": {
          "ko": "납품물의 완전성",
          "en": "Completeness of the delivery"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "M001",
          "M002",
          "M003",
          "M004",
          "M005",
          "M007",
          "F005",
          "F009",
          "F010"
        ],
        "threshold": {
          "max": 0
        },
        "reason": {
          "ko": "빠지거나 손상된 파일이 하나라도 있으면 나머지 측정값도 납품물 전체를 나타내지 못하므로 허용하지 않습니다.",
          "en": "With one file missing or damaged, no other figure stands for the whole delivery, so none is allowed."
        },
        "scope": "deliverable"
      },
      {
        "id": "Q-SYNTAX",
        "title": {
          "ko": "구문 정확성",
          "en": "Syntax accuracy"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "F001",
          "F006",
          "F007",
          "I001",
          "I003",
          "I004",
          "I006",
          "I009"
        ],
        "threshold": {
          "min": 0.995
        },
        "reason": {
          "ko": "NIA와 TTA의 품질 지표는 목표를 사업계획서에서 정하게 합니다. 구문 정확성은 99.5%가 통례입니다.",
          "en": "The quality indicators of NIA and TTA leave the target to the project plan; 99.5 % is the usual one for syntax."
        },
        "scope": "deliverable"
      },
      {
        "id": "Q-IDENTITY",
        "title": {
          "ko": "문항의 유일성과 일관성",
          "en": "One item, one id, one key"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "I002",
          "I010"
        ],
        "threshold": {
          "max": 0
        },
        "reason": {
          "ko": "식별자가 겹치거나 같은 문항의 정답이 다르면 점수를 다시 계산할 수 없으므로 허용하지 않습니다.",
          "en": "Scores cannot be recomputed where ids collide or the same item has two keys, so none is allowed."
        },
        "scope": "deliverable"
      },
      {
        "id": "Q-LEAK",
        "title": {
          "ko": "리더보드 분할의 분리",
          "en": "Hold-out kept apart"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "H003",
          "H004",
          "H005",
          "H007"
        ],
        "threshold": {
          "max": 0
        },
        "reason": {
          "ko": "공개된 문항이나 정답으로는 리더보드에서 성능을 잴 수 없으므로 허용하지 않습니다.",
          "en": "A leaderboard cannot measure with items or answers that are public, so none is allowed."
        },
        "scope": "deliverable"
      },
      {
        "id": "Q-PRIVACY",
        "title": {
          "ko": "개인정보와 비밀값",
          "en": "Personal data and secrets"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "P001",
          "P003",
          "P005",
          "P006"
        ],
        "threshold": {
          "max": 0
        },
        "reason": {
          "ko": "공개 후에는 회수할 수 없으므로 고유식별정보와 인증 정보는 한 건도 허용하지 않습니다.",
          "en": "Nothing can be taken back once it is public, so no identification number and no credential is allowed."
        },
        "scope": "deliverable"
      },
      {
        "id": "Q-MEDIA",
        "title": {
          "ko": "파일 유효성",
          "en": "Validity of media files"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "A001",
          "A002",
          "A005"
        ],
        "threshold": {
          "min": 0.99
        },
        "reason": {
          "ko": "NIA와 TTA의 품질 지표는 목표를 사업계획서에서 정하게 합니다. 파일 유효성은 99%가 통례입니다.",
          "en": "The quality indicators of NIA and TTA leave the target to the project plan; 99 % is the usual one for files."
        },
        "scope": "deliverable"
      },
      {
        "id": "Q-EVIDENCE",
        "title": {
          "ko": "실험 결과의 재현",
          "en": "Results that reproduce"
        },
        "source": {
          "ko": "품질 지표",
          "en": "Quality indicator"
        },
        "rules": [
          "E004",
          "E005"
        ],
        "threshold": {
          "max": 0
        },
        "reason": {
          "ko": "신고한 점수는 마지막 자리의 반올림까지만 다를 수 있습니다. 예측값에서 다시 나오지 않는 점수는 근거가 되지 못합니다.",
          "en": "A declared score may differ by rounding in its last digit. One that its predictions do not give is no evidence."
        },
        "scope": "deliverable"
      }
    ],
    "rules": {
      "M006": {
        "severity": "warning"
      },
      "F002": {
        "severity": "warning"
      },
      "F003": {
        "severity": "warning"
      },
      "F004": {
        "severity": "warning"
      },
      "F008": {
        "severity": "warning"
      },
      "F011": {
        "severity": "warning"
      },
      "I005": {
        "severity": "warning"
      },
      "I007": {
        "severity": "warning"
      },
      "I008": {
        "severity": "warning"
      },
      "I011": {
        "severity": "warning",
        "options": {
          "share": 0.05,
          "least": 5
        },
        "reason": {
          "ko": "스무 문항에 하나가 다른 언어면 인용이나 이름이 아니라 번역에서 빠진 것입니다. 다섯 문항이 안 되면 다른 언어를 일부러 인용한 문항일 수 있습니다.",
          "en": "One question in twenty in another language is no quotation or name but a translation that was left out. Fewer than five may quote another language on purpose."
        }
      },
      "H002": {
        "severity": "warning",
        "options": {
          "share": 0.1,
          "tolerance": 0.01
        },
        "reason": {
          "ko": "1,000문항에서 ±1%p는 10문항입니다. 층화 추출의 반올림보다 넉넉하고, 비율을 맞추지 않은 분할은 걸러 냅니다.",
          "en": "±1 point of 1,000 items is 10 items, wider than the rounding of a stratified split and narrower than a split that was not stratified."
        }
      },
      "H004": {
        "options": {
          "jaccard": 0.8,
          "n": 5,
          "least": 20,
          "containment": 0.95,
          "choices": 0.5,
          "jamo": 40,
          "normal": [
            "width",
            "case",
            "spaces",
            "punctuation"
          ]
        },
        "reason": {
          "ko": "글자 5-그램의 자카드 유사도 0.8은 낱말 한둘만 바꾼 문항을 잡고, 같은 틀에서 나온 다른 문항은 대개 남깁니다. 20자보다 짧으면 한 글자만 달라도 뜻이 달라지므로 똑같은지만 봅니다. 40자보다 짧은 글은 음절 하나가 너무 큰 부분이어서 자모로 견줍니다. 더 긴 글에 조각의 95%가 들어 있으면 한 글자를 고친 100자짜리까지 들어 있는 것으로 봅니다. 선택지의 절반 이상이 다르면 질문이 같아도 다른 문항입니다. 전각과 반각, 대소문자, 띄어쓰기, 문장 부호는 옮겨 적으며 바뀌는 것이어서 다르다고 보지 않습니다. 숫자는 뜻이므로 남깁니다.",
          "en": "Jaccard 0.8 over character 5-grams catches items with a word or two changed and mostly leaves different items of one template. Below 20 characters one of them changes the meaning, so only equality counts. Below 40 a syllable is too large a part, so letters (jamo) are compared. With 95 % of its n-grams in a longer text an item of 100 characters counts as inside with one of them changed. With more than half of the choices different it is another item whatever it asks. Width, case, blanks and punctuation change when a text is copied and make no difference; digits carry meaning and stay."
        }
      },
      "H005": {
        "options": {
          "share": 0.95,
          "least": 30,
          "perValue": 5,
          "majority": 0.8
        },
        "reason": {
          "ko": "선택지가 둘이어도 30문항에서 95%를 우연히 맞힐 일은 백만 번에 한 번이 되지 않고, 5%는 정답표의 잘못을 위한 여유입니다. 값마다 평균 5문항이 안 되는 필드는 값이 드물어서 정답을 가르는 것처럼 보이고, 정답의 80%가 한 가지면 그것만 말해도 맞으므로 판단하지 않습니다.",
          "en": "Even with two choices chance gets 95 % of 30 items right less than once in a million times; the other 5 % leave room for mistakes in the key. With fewer than five items a value a field seems to tell keys apart because its values are rare, and where 80 % of the keys are the same naming that one is right: neither is judged."
        }
      },
      "H006": {
        "severity": "warning",
        "options": {
          "significance": 0.01,
          "effect": 0.1
        },
        "reason": {
          "ko": "표본이 크면 사소한 차이도 유의하므로 효과 크기(크라메르 V 0.1, 작은 효과)를 함께 봅니다. 우연은 검정 수로 보정한 유의 수준 1%에서 걸러집니다.",
          "en": "With many items a trifle is significant, so the size counts too (Cramér's V of 0.1, a small effect). Chance is ruled out at 1 %, corrected for the number of tests."
        }
      },
      "D001": {
        "severity": "warning"
      },
      "D002": {
        "severity": "warning",
        "options": {
          "jaccard": 0.8
        },
        "reason": {
          "ko": "H004와 같은 기준입니다. 그 밖의 설정(글자 조각의 길이, 최소 길이, 포함 비율, 다듬는 방법)은 H004의 것을 함께 씁니다.",
          "en": "The same as in H004, whose other settings (n-gram, least length, containment, normal text) hold here too."
        }
      },
      "D003": {
        "severity": "warning",
        "options": {
          "significance": 0.01,
          "effect": 0.1,
          "least": 5
        },
        "reason": {
          "ko": "크라메르 V 0.1은 작은 효과로, 사지선다에서 한 자리가 정답의 3분의 1을 차지하면 넘습니다. 우연은 검정 수로 보정한 유의 수준 1%에서 걸러집니다. 자리마다 기대 문항이 5개보다 적으면 카이제곱 분포가 맞지 않습니다.",
          "en": "Cramér's V of 0.1 is a small effect; of four choices, one place with a third of the keys reaches it. Chance is ruled out at 1 %, corrected for the number of tests. With fewer than five items expected at a place the chi-square distribution does not hold."
        }
      },
      "D004": {
        "severity": "warning",
        "options": {
          "significance": 0.01,
          "effect": 0.1,
          "least": 15
        },
        "reason": {
          "ko": "내용을 모르고도 10%p를 더 얻으면 모델 사이의 흔한 점수 차이보다 큽니다. 15문항보다 적으면 정답률의 95% 구간이 ±20%p를 넘습니다.",
          "en": "Ten points gained without reading are more than what usually separates two models. Below 15 items the 95 % interval of an accuracy is wider than ±20 points."
        }
      },
      "D005": {
        "severity": "warning",
        "options": {
          "ratio": 10,
          "evenness": 0.5,
          "least": 10
        },
        "reason": {
          "ko": "10배면 작은 쪽의 점수가 평균에 거의 드러나지 않습니다. 고른 정도 50%는 값 셋 가운데 하나가 문항의 80%를 넘게 차지하는 정도입니다. 값마다 평균 10문항이 안 되면 우연만으로도 고르지 않습니다.",
          "en": "At ten times as many items the small part hardly shows in an average. Evenness of 50 % is about one of three values holding more than 80 % of the items. With fewer than ten items a value on average chance alone makes them uneven."
        }
      },
      "D006": {
        "severity": "warning",
        "options": {
          "share": 0.5,
          "least": 50,
          "frequent": 0.1,
          "own": 0.5
        },
        "reason": {
          "ko": "질문의 절반이 한 틀이면 하위 측정 항목이 재는 것은 그 틀에 익숙한 정도입니다. 50개보다 적은 질문에서는 그 비율의 95% 구간이 ±14%p를 넘습니다. 질문 열 개에 하나꼴로 나오는 낱말이면 틀의 말이고, 틀의 말이 글자의 절반에 못 미치면(‘_ 무엇입니까?’) 질문이 같다고 할 수 없습니다.",
          "en": "With half of the questions in one template a sub-metric measures how familiar a model is with it. Of fewer than 50 questions the 95 % interval of that share is wider than ±14 points. A word in one question of ten is the template's own; where its own words are less than half of the letters (“_ what is it?”) the questions are not alike."
        }
      },
      "P001": {
        "options": {
          "allow": [
            "*-1234567",
            "*-2345678",
            "*-0000000",
            "*-1111111",
            "*-2222222",
            "*-1000000",
            "*-2000000"
          ]
        },
        "reason": {
          "ko": "서식의 작성 예로 쓰는 뒷자리입니다. 실제 번호일 확률은 백만분의 일보다 작습니다.",
          "en": "Endings that forms use in their examples. Fewer than one number in a million really ends like this."
        }
      },
      "P002": {
        "severity": "warning",
        "options": {
          "allow": [
            "010-0000-0000",
            "010-1234-5678",
            "010-123-4567",
            "010-1111-1111",
            "010-1111-2222",
            "02-000-0000",
            "02-0000-0000",
            "02-123-4567",
            "02-1234-5678",
            "031-123-4567"
          ]
        },
        "reason": {
          "ko": "서식과 교재에서 예로 쓰는 번호입니다.",
          "en": "Numbers that forms and textbooks use as examples."
        }
      },
      "P003": {
        "options": {
          "allow": [
            "4242 4242 4242 4242",
            "4111 1111 1111 1111",
            "4012 8888 8888 1881",
            "4000 0566 5566 5556",
            "5555 5555 5555 4444",
            "5105 1051 0510 5100",
            "2223 0031 2200 3222",
            "3782 822463 10005",
            "3714 496353 98431",
            "3787 344936 71000",
            "6011 1111 1111 1117",
            "6011 0009 9013 9424",
            "3566 0020 2036 0505",
            "3530 1113 3330 0000",
            "3056 930902 5904",
            "3852 000002 3237"
          ]
        },
        "reason": {
          "ko": "결제사가 시험용으로 공개한 번호입니다.",
          "en": "Numbers that payment services publish for tests."
        }
      },
      "P004": {
        "severity": "warning",
        "options": {
          "allow": [
            "*@example.com",
            "*@example.org",
            "*@example.net",
            "*@*.example.com",
            "*@*.example",
            "*@*.test",
            "*@*.invalid",
            "*@*.localhost"
          ]
        },
        "reason": {
          "ko": "RFC 2606이 예시용으로 남겨 둔 도메인에는 아무도 우편함을 둘 수 없습니다.",
          "en": "Nobody can have a mailbox in the domains that RFC 2606 reserves for examples."
        }
      },
      "P006": {
        "options": {
          "allow": [
            "AKIA*EXAMPLE",
            "*EXAMPLEKEY",
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwi*"
          ]
        },
        "reason": {
          "ko": "AWS 문서와 jwt.io가 예로 보이는 값입니다.",
          "en": "Values that the documentation of AWS and jwt.io show as examples."
        }
      },
      "P007": {
        "severity": "warning"
      },
      "A003": {
        "severity": "warning"
      },
      "A004": {
        "severity": "warning"
      },
      "E006": {
        "severity": "warning",
        "options": {
          "ceiling": 0.95,
          "models": 2,
          "least": 100
        },
        "reason": {
          "ko": "모든 모델이 이보다 높으면 남은 차이가 틀린 정답의 비율과 비슷해집니다. 모델 하나로는 가려낸다는 말이 뜻이 없고, 100문항보다 적으면 바닥이나 천장이 우연일 수 있습니다.",
          "en": "Where every model is above this, what is left to tell them apart is as much as keys are usually wrong. One model has nobody to be told apart from, and with fewer than 100 items floor or ceiling may be chance."
        }
      },
      "E007": {
        "severity": "warning",
        "options": {
          "falseDiscoveries": 0.1,
          "models": 3,
          "least": 100
        },
        "reason": {
          "ko": "사람이 열 문항을 볼 때 아홉 문항쯤은 볼 까닭이 있어야 합니다. 두 모델이 어긋나면 어느 쪽이 맞는지 알 수 없고, 100문항보다 적으면 모델마다 얼마나 맞히는지 가늠할 수 없습니다.",
          "en": "Of ten items that a person is asked to look at, about nine should deserve it. Where two models differ nobody can say which is right, and with fewer than 100 items how good each is cannot be told."
        }
      }
    },
    "areas": [
      {
        "number": 1,
        "kind": "designated",
        "field": {
          "ko": "제조·로보틱스",
          "en": "Manufacturing and robotics"
        },
        "topic": {
          "ko": "사람 행동 인식 로봇 자율 행동 데이터",
          "en": "Autonomous action of robots that recognise human behaviour"
        },
        "datasets": 1,
        "consortia": 1,
        "budgetKRW": 500000000
      },
      {
        "number": 2,
        "kind": "designated",
        "field": {
          "ko": "제조·로보틱스",
          "en": "Manufacturing and robotics"
        },
        "topic": {
          "ko": "대규모 물리 환경 로봇 조작 데이터",
          "en": "Robot manipulation in large physical environments"
        },
        "datasets": 1,
        "consortia": 1,
        "budgetKRW": 500000000
      },
      {
        "number": 3,
        "kind": "designated",
        "field": {
          "ko": "교통·물류",
          "en": "Transport and logistics"
        },
        "topic": {
          "ko": "사고위험 환경에서의 운전습관 데이터",
          "en": "Driving habits in hazardous conditions"
        },
        "datasets": 1,
        "consortia": 1,
        "budgetKRW": 500000000
      },
      {
        "number": 4,
        "kind": "designated",
        "field": {
          "ko": "교통·물류",
          "en": "Transport and logistics"
        },
        "topic": {
          "ko": "물류공간 예측 데이터",
          "en": "Prediction of logistics space"
        },
        "datasets": 1,
        "consortia": 1,
        "budgetKRW": 500000000
      },
      {
        "number": 5,
        "kind": "designated",
        "field": {
          "ko": "교육",
          "en": "Education"
        },
        "topic": {
          "ko": "교과 데이터",
          "en": "School subjects"
        },
        "datasets": 3,
        "consortia": 1,
        "budgetKRW": 1500000000
      },
      {
        "number": 6,
        "kind": "designated",
        "field": {
          "ko": "미디어·콘텐츠",
          "en": "Media and content"
        },
        "topic": {
          "ko": "다화자 자연 발화 음성 데이터",
          "en": "Natural speech of several speakers"
        },
        "datasets": 1,
        "consortia": 1,
        "budgetKRW": 500000000,
        "needs": {
          "modalities": [
            "audio"
          ]
        }
      },
      {
        "number": 7,
        "kind": "free",
        "field": {
          "ko": "글로벌 데이터",
          "en": "Global data"
        },
        "topic": {
          "ko": "글로벌 규범·문화 데이터",
          "en": "Global norms and culture"
        },
        "datasets": 2,
        "consortia": 1,
        "budgetKRW": 1200000000,
        "global": true
      },
      {
        "number": 8,
        "kind": "free",
        "field": {
          "ko": "글로벌 데이터",
          "en": "Global data"
        },
        "topic": {
          "ko": "글로벌 규범·문화 평가 데이터",
          "en": "Evaluation of global norms and culture"
        },
        "datasets": 1,
        "consortia": 1,
        "budgetKRW": 600000000,
        "benchmark": true,
        "global": true
      },
      {
        "number": 9,
        "kind": "free",
        "field": {
          "ko": "온디바이스 AI 서비스 지원",
          "en": "Support of on-device AI services"
        },
        "topic": {
          "ko": "온디바이스 AI 서비스를 위한 멀티모달 데이터",
          "en": "Multimodal data for on-device AI services"
        },
        "datasets": 2,
        "consortia": 2,
        "budgetKRW": 600000000,
        "needs": {
          "minModalities": 2
        }
      },
      {
        "number": 10,
        "kind": "free",
        "field": {
          "ko": "자유주제",
          "en": "Open topic"
        },
        "topic": {
          "ko": "AI 기술 및 산업 혁신에 필요한 데이터",
          "en": "Data for innovation in AI technology and industry"
        },
        "datasets": 2,
        "consortia": 2,
        "budgetKRW": 600000000
      }
    ],
    "term": {
      "start": "2024-07-01",
      "end": "2024-12-31",
      "applicationFrom": "2024-05-31",
      "applicationTo": "2024-07-03"
    }
  },
  'nia-2024-2-training': {
    "extends": "nia-2024-2",
    "name": "nia-2024-2-training",
    "version": "1",
    "title": {
      "ko": "2024년도 초거대AI 확산 생태계 조성 사업(2차), 훈련용 데이터",
      "en": "Hyperscale AI ecosystem programme 2024, second call, training data"
    },
    "requirements": [
      {
        "id": "N-BM-SUB",
        "enabled": false
      },
      {
        "id": "N-BM-ITEMS",
        "enabled": false
      },
      {
        "id": "N-BM-HOLD",
        "enabled": false
      },
      {
        "id": "N-BM-EXP",
        "enabled": false
      },
      {
        "id": "N-DATA-MIX",
        "threshold": {
          "min": 0.5,
          "labelled": 1
        },
        "reason": {
          "ko": "공고는 비라벨링 데이터가 '중심'이고 라벨링 데이터가 '일부'라고만 합니다. 라벨 없는 것이 절반 이상이고 라벨 있는 것이 하나라도 있으면 그렇게 봅니다. 크기는 형식과 압축에 따라 다르므로 문항과 파일의 수로 셉니다.",
          "en": "The notice says \"mostly\" unlabelled data and \"some\" labelled. Half or more without labels and at least one with them counts as that. Items and files are counted, for their size depends on format and compression."
        }
      }
    ],
    "rules": {
      "S003": {
        "severity": "warning",
        "reason": {
          "ko": "하위 측정 항목은 평가용 데이터의 요건이며, 여기서는 데이터의 갈래를 나눌 뿐입니다.",
          "en": "Sub-metrics are a requirement of evaluation data and only name the kinds of data here."
        }
      },
      "H002": {
        "options": {
          "share": null
        },
        "reason": {
          "ko": "훈련용 데이터에는 리더보드 분할을 요구하지 않습니다.",
          "en": "No leaderboard split is asked of training data."
        }
      },
      "A003": {
        "severity": "note",
        "reason": {
          "ko": "라벨이 없는 원천 데이터는 이 공고가 바라는 것입니다.",
          "en": "Sources without a label are what this call asks for."
        }
      }
    }
  },
};
